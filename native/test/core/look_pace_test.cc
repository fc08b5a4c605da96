#include "core/tree/look_pace.h"

#include "test/check.h"

namespace reeve::test {
namespace {

constexpr LookPace::Bounds kBounds{.first = Micros(100), .longest = Micros(1000), .growth_percent = 100, .share = 10};

TEST(pace_slows_down_to_its_longest_pause) {
  LookPace pace(kBounds);
  CHECK_EQ(pace.after(Micros(0)).count(), 100);
  CHECK_EQ(pace.after(Micros(0)).count(), 200);
  CHECK_EQ(pace.after(Micros(0)).count(), 400);
  CHECK_EQ(pace.after(Micros(0)).count(), 800);
  CHECK_EQ(pace.after(Micros(0)).count(), 1000);
  CHECK_EQ(pace.after(Micros(0)).count(), 1000);
}

TEST(pace_starts_over) {
  LookPace pace(kBounds);
  for (int look = 0; look < 5; ++look) static_cast<void>(pace.after(Micros(0)));
  pace.restart();
  CHECK_EQ(pace.after(Micros(0)).count(), 100);
}

TEST(pace_gives_dear_looks_no_more_than_their_share) {
  LookPace pace(kBounds);
  CHECK_EQ(pace.after(Micros(5)).count(), 100);
  CHECK_EQ(pace.after(Micros(30)).count(), 300);
  CHECK_EQ(pace.after(Micros(5000)).count(), 50000);
  // What one look cost says nothing of the next.
  CHECK_EQ(pace.after(Micros(0)).count(), 800);
}

}  // namespace
}  // namespace reeve::test
