#include "platform/linux/decode/counters.h"

#include <limits>

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

// What stands behind the label in the first line that has it as a whole word, up to the unit.
std::string number_behind(const std::string& label, std::string_view text) {
  for (const std::string& line : split(text, '\n')) {
    const std::string rest = line.starts_with(label) ? line.substr(label.size()) : "";
    if (rest.empty() || (rest.front() != ':' && rest.front() != ' ')) continue;
    const std::size_t first = rest.find_first_not_of(" \t", 1);
    return first == std::string::npos ? "" : split(rest.substr(first), ' ').front();
  }
  return "";
}

void check_line(const std::string& label, std::string_view text) {
  const auto counter = linux_decode::counter_of_line(text, label);
  if (counter) CHECK(says(number_behind(label, text), *counter));
  const std::string number = std::to_string(counter.value_or(7));
  const std::string before = label + "x: 1\nx" + label + ": 2\n";
  for (const char* parts : {":\t", ": ", " ", ":      "}) {
    const std::string whole = before + label + parts + number + " kB\n" + std::string(text);
    CHECK(linux_decode::counter_of_line(whole, label) == counter.value_or(7));
  }
}

void check_sum(const std::string& label, std::string_view text) {
  std::uint64_t sum = 0;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> words = split(line, ' ');
    for (std::size_t index = 1; index < words.size(); ++index) {
      const std::string printed = "x " + words[index];
      sum = linux_decode::sum_of_counters(label + "=1 " + label + "=" + std::to_string(sum) + "\n" + printed, label);
    }
  }
  CHECK(linux_decode::sum_of_counters(text, label) == sum);
  const std::string most = "8:0 " + label + "=18446744073709551615\n" + std::string(text);
  CHECK(linux_decode::sum_of_counters(most, label) == std::numeric_limits<std::uint64_t>::max());
}

}  // namespace

FUZZ(text) {
  for (const char* label : {"read_bytes", "voluntary_ctxt_switches", "Pss"}) check_line(label, text);
  for (const char* label : {"rbytes", "wbytes"}) check_sum(label, text);
}

}  // namespace reeve::fuzz
