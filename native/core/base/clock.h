#pragma once

#include <chrono>
#include <string>

namespace reeve {

// Waiting and time-outs use the monotonic clock; the wall clock is for people only and may be stepped at any time.
using Clock = std::chrono::steady_clock;
using TimePoint = Clock::time_point;
using Millis = std::chrono::milliseconds;
using Micros = std::chrono::microseconds;

// The longest time that anybody may ask for: 24 days, as schemas/v1 have it.
inline constexpr Millis kLongestTime{2147483647};

inline Micros since(TimePoint begun) { return std::chrono::duration_cast<Micros>(Clock::now() - begun); }

// RFC 3339, UTC, milliseconds.
std::string timestamp_now();

}  // namespace reeve
