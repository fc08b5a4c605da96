#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/pid.h"

namespace reeve::linux_decode {

// The process that a folder of /proc is about; nullopt for /proc's other entries.
std::optional<Pid> parse_pid(std::string_view folder_name);

// Adds the processes of cgroup.procs, which has one number on each line; 0 stands for one that our PID namespace can't
// see.
void parse_pids(std::string_view procs, std::vector<Pid>& pids);

}  // namespace reeve::linux_decode
