#pragma once

#include <time.h>

#include "core/base/clock.h"

namespace reeve::posix {

inline timespec to_timespec(Micros time) {
  constexpr std::int64_t kMicrosPerSecond = 1'000'000;
  constexpr std::int64_t kNanosPerMicro = 1000;
  return {.tv_sec = time.count() / kMicrosPerSecond, .tv_nsec = (time.count() % kMicrosPerSecond) * kNanosPerMicro};
}

}  // namespace reeve::posix
