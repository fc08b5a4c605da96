#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reeve::linux_decode {

// The number in the first line that begins with the label: "read_bytes: 4096", "Pss:      12 kB", "usage_usec 12".
// nullopt where no line does, and where it is no number.
std::optional<std::uint64_t> counter_of_line(std::string_view text, std::string_view label);

// The sum of "label=number" over all lines of a cgroup's io.stat, each of which begins with its device. What is no
// number adds nothing, and what would not fit stays the largest number.
std::uint64_t sum_of_counters(std::string_view text, std::string_view label);

}  // namespace reeve::linux_decode
