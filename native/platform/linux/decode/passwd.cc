#include "platform/linux/decode/passwd.h"

#include <charconv>

#include "core/base/take.h"

namespace reeve::linux_decode {

std::map<std::uint32_t, std::string> parse_passwd(std::string_view text) {
  std::map<std::uint32_t, std::string> names;
  while (!text.empty()) {
    const std::string_view line = take_until(text, '\n');
    const std::size_t name_end = line.find(':');
    const std::size_t uid_start = name_end == std::string_view::npos ? name_end : line.find(':', name_end + 1);
    if (uid_start == std::string_view::npos) continue;
    std::uint32_t uid = 0;
    const char* first = line.data() + uid_start + 1;
    if (std::from_chars(first, line.data() + line.size(), uid).ec == std::errc()) {
      names.emplace(uid, line.substr(0, name_end));
    }
  }
  return names;
}

}  // namespace reeve::linux_decode
