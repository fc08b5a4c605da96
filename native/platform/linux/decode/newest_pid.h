#pragma once

#include <optional>
#include <string_view>

#include "core/base/pid.h"

namespace reeve::linux_decode {

// The pid given out last in our PID namespace, of what /proc/loadavg says: its last field (proc_loadavg(5)).
std::optional<Pid> parse_newest_pid(std::string_view proc_loadavg);

}  // namespace reeve::linux_decode
