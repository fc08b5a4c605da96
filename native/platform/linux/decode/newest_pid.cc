#include "platform/linux/decode/newest_pid.h"

#include "core/base/take.h"
#include "platform/linux/decode/pids.h"

namespace reeve::linux_decode {

std::optional<Pid> parse_newest_pid(std::string_view proc_loadavg) {
  const std::string_view line = take_until(proc_loadavg, '\n');
  const std::size_t space = line.rfind(' ');
  return space == std::string_view::npos ? std::nullopt : parse_pid(line.substr(space + 1));
}

}  // namespace reeve::linux_decode
