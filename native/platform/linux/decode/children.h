#pragma once

#include <string_view>
#include <vector>

#include "core/base/pid.h"

namespace reeve::linux_decode {

// Adds the processes of /proc/<pid>/task/<tid>/children, which are parted by spaces (proc_pid_children(5)).
void parse_children(std::string_view text, std::vector<Pid>& children);

}  // namespace reeve::linux_decode
