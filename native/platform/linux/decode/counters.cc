#include "platform/linux/decode/counters.h"

#include <algorithm>
#include <limits>

#include "core/base/number.h"
#include "core/base/take.h"

namespace reeve::linux_decode {

std::optional<std::uint64_t> counter_of_line(std::string_view text, std::string_view label) {
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    if (!line.starts_with(label)) continue;
    line.remove_prefix(label.size());
    const bool is_whole_label = line.starts_with(':') || line.starts_with(' ');
    if (!is_whole_label) continue;
    line.remove_prefix(std::min(line.find_first_not_of(" \t", 1), line.size()));
    return to_number<std::uint64_t>(take_until(line, ' '));
  }
  return std::nullopt;
}

std::uint64_t sum_of_counters(std::string_view text, std::string_view label) {
  std::uint64_t sum = 0;
  while (!text.empty()) {
    std::string_view line = take_until(text, '\n');
    take_until(line, ' ');
    while (!line.empty()) {
      std::string_view number = take_until(line, ' ');
      if (take_until(number, '=') != label) continue;
      const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() - sum;
      sum += std::min(to_number<std::uint64_t>(number).value_or(0), most);
    }
  }
  return sum;
}

}  // namespace reeve::linux_decode
