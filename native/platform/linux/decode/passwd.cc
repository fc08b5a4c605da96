#include "platform/linux/decode/passwd.h"

#include <charconv>
#include <optional>

#include "core/base/take.h"

namespace reeve::linux_decode {
namespace {

// Comments, and what a directory service would fill in (nss_compat): the C library answers neither.
bool names_nobody(std::string_view line) { return line.empty() || line[0] == '#' || line[0] == '+' || line[0] == '-'; }

// Unlike the kernel, people write zeros before a number.
std::optional<std::uint32_t> parse_uid(std::string_view field) {
  std::uint32_t uid = 0;
  const auto [stop, error] = std::from_chars(field.data(), field.data() + field.size(), uid);
  if (error != std::errc() || stop != field.data() + field.size()) return std::nullopt;
  return uid;
}

}  // namespace

std::map<std::uint32_t, std::string> parse_passwd(std::string_view text) {
  std::map<std::uint32_t, std::string> names;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    if (names_nobody(line)) continue;
    const std::string_view name = take_until(line, ':');
    take_until(line, ':');  // the password
    const std::optional<std::uint32_t> uid = parse_uid(take_until(line, ':'));
    if (uid) names.emplace(*uid, name);
  }
  return names;
}

}  // namespace reeve::linux_decode
