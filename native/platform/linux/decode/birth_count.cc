#include "platform/linux/decode/birth_count.h"

#include "core/base/number.h"
#include "core/base/take.h"

namespace reeve::linux_decode {

std::optional<std::uint64_t> parse_birth_count(std::string_view proc_stat) {
  constexpr std::string_view kField = "processes ";
  while (!proc_stat.empty()) {
    const std::string_view line = take_until(proc_stat, '\n');
    if (line.starts_with(kField)) return to_number<std::uint64_t>(line.substr(kField.size()));
  }
  return std::nullopt;
}

}  // namespace reeve::linux_decode
