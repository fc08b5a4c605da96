#include "platform/linux/decode/pids.h"

#include <charconv>

#include "core/base/take.h"

namespace reeve::linux_decode {

std::optional<Pid> parse_pid(std::string_view folder_name) {
  Pid pid = kNoPid;
  const char* end = folder_name.data() + folder_name.size();
  const auto [stop, error] = std::from_chars(folder_name.data(), end, pid);
  if (error != std::errc() || stop != end || !is_pid(pid)) return std::nullopt;
  return pid;
}

void parse_pids(std::string_view procs, std::vector<Pid>& pids) {
  while (!procs.empty()) {
    const std::string_view line = take_until(procs, '\n');
    Pid pid = kNoPid;
    const bool number = std::from_chars(line.data(), line.data() + line.size(), pid).ec == std::errc();
    if (number && is_pid(pid)) pids.push_back(pid);
  }
}

}  // namespace reeve::linux_decode
