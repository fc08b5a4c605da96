#include "platform/linux/decode/passwd.h"

#include <limits>

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

bool is_entry(const std::vector<std::string>& fields) {
  const bool named = fields[0].empty() || std::string_view("#+-").find(fields[0].front()) == std::string_view::npos;
  if (fields.size() < 3 || !named) return false;
  // Digits of nothing larger than a uid.
  const std::string& uid = fields[2];
  return !uid.empty() && uid.find_first_not_of("0123456789") == std::string::npos &&
         std::strtoull(uid.c_str(), nullptr, 10) <= std::numeric_limits<std::uint32_t>::max();
}

}  // namespace

FUZZ(text) {
  std::map<std::uint32_t, std::string> wanted;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> fields = split(line, ':');
    if (is_entry(fields)) wanted.emplace(std::strtoul(fields[2].c_str(), nullptr, 10), fields[0]);
  }
  const auto names = linux_decode::parse_passwd(text);
  CHECK(names == wanted);

  std::string printed;
  for (const auto& [uid, name] : names) printed += name + ":x:" + std::to_string(uid) + ":0::/:/bin/sh\n";
  CHECK(linux_decode::parse_passwd(printed) == names);
}

}  // namespace reeve::fuzz
