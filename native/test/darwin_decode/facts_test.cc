#include "platform/darwin/decode/groups.h"
#include "platform/darwin/decode/start.h"
#include "platform/darwin/decode/state.h"
#include "test/check.h"

namespace reeve::test {
namespace {

using namespace darwin_decode;

TEST(state_of_a_living_process_is_what_its_threads_do) {
  constexpr int kRunnable = 2;
  constexpr int kSleeping = 3;
  for (const int status : {kRunnable, kSleeping}) {
    CHECK_EQ(state_of(status, 1), ProcessState::running);
    CHECK_EQ(state_of(status, 0), ProcessState::sleeping);
    CHECK_EQ(state_of(status, std::nullopt), ProcessState::unknown);
  }
}

TEST(state_of_a_stopped_or_dead_process_needs_no_threads) {
  for (const std::optional<std::int32_t> threads : {std::optional<std::int32_t>(), std::optional<std::int32_t>(1)}) {
    CHECK_EQ(state_of(kStopped, threads), ProcessState::stopped);
    CHECK_EQ(state_of(kZombie, threads), ProcessState::zombie);
  }
}

TEST(start_counts_microseconds_and_shows_milliseconds) {
  CHECK_EQ(to_start(1'700'000'000, 123'456), 1'700'000'000'123'456U);
  CHECK_EQ(start_to_unix_ms(1'700'000'000'123'999U), 1'700'000'000'123);
  CHECK_EQ(to_start(0, 0), 0U);
  CHECK_EQ(to_start(-1, 500'000), 0U);
}

TEST(age_is_never_negative) {
  CHECK_EQ(age_ms(1'000'000, 4'500'999), 3500U);
  CHECK_EQ(age_ms(4'500'000, 1'000'000), 0U);
}

TEST(groups_begin_with_the_effective_one) {
  CHECK_EQ(with_effective_group(20, {}), std::vector<std::uint32_t>{20});
  CHECK_EQ(with_effective_group(20, {80, 12}), (std::vector<std::uint32_t>{20, 80, 12}));
}

}  // namespace
}  // namespace reeve::test
