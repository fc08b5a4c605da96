#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace reeve::linux_kernel {

// The folder of this process' own cgroup in the cgroup v2 tree, wherever that is mounted: /sys/fs/cgroup on a unified
// system, often /sys/fs/cgroup/unified on a hybrid one.
Result<std::string> own_cgroup_folder();

// Writes a command or a value into one of a cgroup's files.
Status write_control(const std::string& path, std::string_view text);

}  // namespace reeve::linux_kernel
