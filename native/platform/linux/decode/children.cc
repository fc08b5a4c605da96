#include "platform/linux/decode/children.h"

#include "core/base/take.h"
#include "platform/linux/decode/pids.h"

namespace reeve::linux_decode {

void parse_children(std::string_view text, std::vector<Pid>& children) {
  while (!text.empty()) {
    const std::optional<Pid> child = parse_pid(take_until(text, ' '));
    if (child) children.push_back(*child);
  }
}

}  // namespace reeve::linux_decode
