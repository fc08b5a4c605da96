#pragma once

#include "core/base/clock.h"

namespace reeve {

// How long to wait between looks of which nobody knows how many will be needed: shortly at first, longer each time, and
// never so shortly that looking takes more than its share of the time.
class LookPace {
 public:
  struct Bounds {
    Micros first;
    Micros longest;      // unless one look costs so much that its share asks for more
    int growth_percent;  // of each pause over the one before
    int share;           // a look may cost one part in so many of the time
  };

  explicit LookPace(Bounds bounds) : bounds_(bounds), pause_(bounds.first) {}

  // Starts over with short pauses, as when somebody was found.
  void restart() { pause_ = bounds_.first; }
  // The pause after a look that took so long.
  Micros after(Micros cost);

 private:
  Bounds bounds_;
  Micros pause_;
};

}  // namespace reeve
