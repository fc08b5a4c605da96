#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace reeve::linux_kernel {

// Controllers that a new cgroup below `base` gets at this moment: those that are handed down to it already, and those
// that hand_down() could add.
std::vector<std::string> controllers_below(const std::string& base);

// Sees to it that cgroups below `base` have this controller. ERR_UNSUPPORTED, with what to do, where that can't be.
Status hand_down(const std::string& base, const std::string& controller);

}  // namespace reeve::linux_kernel
