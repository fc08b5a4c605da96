#include "platform/linux/decode/folder_name.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const auto maker = linux_decode::parse_folder_name(text);
  if (!maker) return;
  CHECK(is_pid(maker->pid) && maker->pid_namespace.find_first_not_of("0123456789") == std::string_view::npos);
  const std::string prefix = linux_decode::folder_prefix(*maker);
  CHECK(text.starts_with(prefix));
  const std::string name = prefix + "0123456789abcdef01234567";
  const auto again = linux_decode::parse_folder_name(name);
  CHECK(again && again->pid == maker->pid && again->pid_namespace == maker->pid_namespace);
}

}  // namespace reeve::fuzz
