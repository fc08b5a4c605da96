#include "core/tree/look_pace.h"

#include <algorithm>

namespace reeve {

Micros LookPace::after(Micros cost) {
  constexpr int kHundredPercent = 100;
  const Micros pause = std::max(pause_, cost * bounds_.share);
  pause_ = std::min(pause_ + pause_ * bounds_.growth_percent / kHundredPercent, bounds_.longest);
  return pause;
}

}  // namespace reeve
