#include "platform/linux/decode/children.h"

#include <algorithm>

#include "fuzz/check.h"
#include "platform/linux/decode/pids.h"

namespace reeve::fuzz {

FUZZ(text) {
  std::vector<Pid> children;
  linux_decode::parse_children(text, children);
  CHECK(std::all_of(children.begin(), children.end(), is_pid));
  std::size_t next = 0;
  for (const std::string& word : split(text, ' ')) {
    const std::optional<Pid> pid = linux_decode::parse_pid(word);
    if (pid) CHECK(says(word, *pid) && next < children.size() && children[next++] == *pid);
  }
  CHECK(next == children.size());

  std::string printed;
  for (const Pid pid : children) printed.append(std::to_string(pid)).append(" ");
  std::vector<Pid> again;
  linux_decode::parse_children(printed, again);
  CHECK(again == children);
}

}  // namespace reeve::fuzz
