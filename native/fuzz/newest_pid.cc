#include "platform/linux/decode/newest_pid.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const auto pid = linux_decode::parse_newest_pid(text);
  const std::vector<std::string> fields = split(text.substr(0, text.find('\n')), ' ');
  if (pid) CHECK(is_pid(*pid) && fields.size() > 1 && says(fields.back(), *pid));
  const std::string whole = "0.20 0.18 0.12 1/80 " + std::to_string(pid.value_or(7)) + "\n" + std::string(text);
  CHECK(linux_decode::parse_newest_pid(whole) == pid.value_or(7));
}

}  // namespace reeve::fuzz
