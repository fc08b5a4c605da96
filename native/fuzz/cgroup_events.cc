#include "fuzz/check.h"
#include "platform/linux/decode/cgroup.h"

namespace reeve::fuzz {

FUZZ(text) {
  std::optional<bool> populated;
  for (const std::string& line : split(text, '\n')) {
    if (!populated && (line == "populated 0" || line == "populated 1")) populated = line.back() == '1';
  }
  CHECK(linux_decode::is_populated(text) == populated);
}

}  // namespace reeve::fuzz
