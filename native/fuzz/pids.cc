#include "platform/linux/decode/pids.h"

#include <algorithm>

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  std::vector<Pid> pids;
  linux_decode::parse_pids(text, pids);
  CHECK(std::all_of(pids.begin(), pids.end(), is_pid));
  // No line is passed over but one that is no process' number, and none counts twice.
  std::size_t next = 0;
  for (const std::string& line : split(text, '\n')) {
    const std::optional<Pid> pid = linux_decode::parse_pid(line);
    if (pid) CHECK(says(line, *pid) && next < pids.size() && pids[next++] == *pid);
  }
  CHECK(next == pids.size());

  std::string printed;
  for (const Pid pid : pids) printed.append(std::to_string(pid)).append("\n");
  std::vector<Pid> again;
  linux_decode::parse_pids(printed, again);
  CHECK(again == pids);
}

}  // namespace reeve::fuzz
