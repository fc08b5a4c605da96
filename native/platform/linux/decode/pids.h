#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/pid.h"

namespace reeve::linux_decode {

// The process that this text names, and nothing else: a folder of /proc, a line of cgroup.procs.
std::optional<Pid> parse_pid(std::string_view text);

// Adds the processes of cgroup.procs, which has one number on each line; 0 stands for one that our PID namespace can't
// see.
void parse_pids(std::string_view procs, std::vector<Pid>& pids);

}  // namespace reeve::linux_decode
