#include "platform/linux/decode/birth_count.h"

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

constexpr std::string_view kField = "processes ";

}  // namespace

FUZZ(text) {
  const auto count = linux_decode::parse_birth_count(text);
  std::string field;
  for (const std::string& line : split(text, '\n')) {
    if (field.empty() && line.starts_with(kField)) field = line;
  }
  if (count) CHECK(says(field.substr(kField.size()), *count));
  const std::string whole = "cpu  1 2 3\nprocesses " + std::to_string(count.value_or(7)) + "\n" + std::string(text);
  CHECK(linux_decode::parse_birth_count(whole) == count.value_or(7));
}

}  // namespace reeve::fuzz
