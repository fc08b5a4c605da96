#include "platform/linux/decode/birth_count.h"

#include <charconv>

namespace reeve::linux_decode {

std::optional<std::uint64_t> parse_birth_count(std::string_view proc_stat) {
  constexpr std::string_view kField = "\nprocesses ";
  const std::size_t found = proc_stat.find(kField);
  std::uint64_t count = 0;
  const char* first = proc_stat.data() + found + kField.size();
  const char* last = proc_stat.data() + proc_stat.size();
  if (found == std::string_view::npos || std::from_chars(first, last, count).ec != std::errc()) return std::nullopt;
  return count;
}

}  // namespace reeve::linux_decode
