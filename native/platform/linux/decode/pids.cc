#include "platform/linux/decode/pids.h"

#include "core/base/number.h"
#include "core/base/take.h"

namespace reeve::linux_decode {

std::optional<Pid> parse_pid(std::string_view text) {
  const std::optional<Pid> pid = to_number<Pid>(text);
  return pid && is_pid(*pid) ? pid : std::nullopt;
}

void parse_pids(std::string_view procs, std::vector<Pid>& pids) {
  while (!procs.empty()) {
    const std::optional<Pid> pid = parse_pid(take_until(procs, '\n'));
    if (pid) pids.push_back(*pid);
  }
}

}  // namespace reeve::linux_decode
