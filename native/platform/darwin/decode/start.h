#pragma once

#include <cstdint>

namespace reeve::darwin_decode {

// Identity::start on macOS: microseconds since 1970 by the wall clock at the process' birth, which is how the kernel
// keeps it (p_start). It does not move when the clock is stepped later, but two births around a step may have the wrong
// order.
constexpr std::uint64_t to_start(std::int64_t seconds, std::int64_t micros) {
  constexpr std::int64_t kMicrosPerSecond = 1'000'000;
  return seconds < 0 ? 0 : static_cast<std::uint64_t>(seconds * kMicrosPerSecond + micros);
}

constexpr std::int64_t start_to_unix_ms(std::uint64_t start) {
  constexpr std::uint64_t kMicrosPerMilli = 1000;
  return static_cast<std::int64_t>(start / kMicrosPerMilli);
}

// 0 for a process born in the future, as after a clock that was set back.
constexpr std::uint64_t age_ms(std::uint64_t start, std::uint64_t now) {
  constexpr std::uint64_t kMicrosPerMilli = 1000;
  return now > start ? (now - start) / kMicrosPerMilli : 0;
}

}  // namespace reeve::darwin_decode
