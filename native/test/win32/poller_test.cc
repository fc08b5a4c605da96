#include "core/base/clock.h"
#include "test/win32/scene.h"

namespace reeve::test {
namespace {

using Interest = platform::Poller::Interest;
using Keys = std::vector<std::uint64_t>;
constexpr Micros kLong = std::chrono::seconds(20);

platform::Poller make_poller() {
  Result<platform::Poller> made = platform::Poller::create();
  CHECK(made.ok());
  return std::move(made.value());
}

Keys wait(platform::Poller& poller, std::optional<Micros> timeout) {
  Keys ready;
  CHECK(poller.wait(timeout, ready).ok());
  return ready;
}

// A job also wakes the poller with what is no news.
Keys wait_for_news(platform::Poller& poller) {
  const TimePoint end = Clock::now() + kLong;
  for (Keys ready; Clock::now() < end;) {
    ready = wait(poller, kLong);
    if (!ready.empty()) return ready;
  }
  return {};
}

TEST(poller_sleeps_for_its_time_and_not_less) {
  platform::Poller poller = make_poller();
  Keys ready{1, 2, 3};
  for (const Micros time : {Micros(0), Micros(200), Micros(3000), Micros(30'000)}) {
    const TimePoint begun = Clock::now();
    CHECK(poller.wait(time, ready).ok());
    CHECK(Clock::now() - begun >= time);
    CHECK(ready.empty());
  }
}

TEST(poller_is_woken_from_another_thread) {
  platform::Poller poller = make_poller();
  for (int round = 0; round < 200; ++round) {
    std::thread waker([&] { poller.wake(); });
    CHECK(wait(poller, std::nullopt).empty());
    waker.join();
  }
}

TEST(poller_tells_of_an_end_once) {
  platform::Poller poller = make_poller();
  const Sleeper sleeper = start_sleeper();
  CHECK(poller.add(sleeper.pin.handle.get(), 7, Interest::pin).ok());
  CHECK(wait(poller, Micros(0)).empty());
  kill_and_wait(sleeper.pin);
  CHECK_EQ(wait(poller, kLong), Keys{7});
  CHECK(wait(poller, Micros(20'000)).empty());
  poller.remove(sleeper.pin.handle.get());
}

TEST(poller_tells_of_a_process_that_had_ended_before) {
  platform::Poller poller = make_poller();
  const Sleeper sleeper = start_sleeper();
  kill_and_wait(sleeper.pin);
  CHECK(poller.add(sleeper.pin.handle.get(), 9, Interest::pin).ok());
  CHECK_EQ(wait(poller, kLong), Keys{9});
}

TEST(poller_takes_a_handle_once) {
  platform::Poller poller = make_poller();
  const Sleeper sleeper = start_sleeper();
  CHECK(poller.add(sleeper.pin.handle.get(), 7, Interest::pin).ok());
  const Status again = poller.add(sleeper.pin.handle.get(), 8, Interest::pin);
  REQUIRE(!again.ok());
  CHECK_EQ(again.error().code, "EEXIST");
  kill_and_wait(sleeper.pin);
  CHECK_EQ(wait(poller, kLong), Keys{7});
}

TEST(poller_says_nothing_of_what_was_removed) {
  platform::Poller poller = make_poller();
  const Sleeper sleeper = start_sleeper();
  CHECK(poller.add(sleeper.pin.handle.get(), 7, Interest::pin).ok());
  poller.remove(sleeper.pin.handle.get());
  kill_and_wait(sleeper.pin);
  CHECK(wait(poller, Micros(50'000)).empty());
  CHECK(poller.add(sleeper.pin.handle.get(), 8, Interest::pin).ok());
  CHECK_EQ(wait(poller, kLong), Keys{8});
}

// One thread of Windows' pool waits for 63 handles at most.
TEST(poller_tells_of_the_ends_of_many) {
  constexpr std::uint64_t kMany = 80;
  platform::Poller poller = make_poller();
  std::vector<Sleeper> sleepers;
  for (std::uint64_t key = 1; key <= kMany; ++key) {
    sleepers.push_back(start_sleeper());
    CHECK(poller.add(sleepers.back().pin.handle.get(), key, Interest::pin).ok());
  }
  for (const Sleeper& sleeper : sleepers) {
    CHECK(platform::send_signal(sleeper.pin, platform::default_kill_signal()).ok());
  }
  std::vector<int> told(kMany + 1);
  for (std::uint64_t count = 0; count < kMany;) {
    const Keys ready = wait(poller, kLong);
    REQUIRE(!ready.empty());
    for (const std::uint64_t key : ready) ++told[key];
    count += ready.size();
  }
  for (std::uint64_t key = 1; key <= kMany; ++key) CHECK_EQ(told[key], 1);
}

TEST(poller_tells_when_a_folder_is_empty) {
  platform::Poller poller = make_poller();
  const std::string name = fresh_name();
  const Result<JobFolder> folder = platform::make_folder(name, {});
  REQUIRE(folder.ok());
  const Sleeper one = start_sleeper(name);
  const Sleeper two = start_sleeper(name);
  const Result<UniqueHandle> watched = platform::watch_folder(name);
  REQUIRE(watched.ok());
  CHECK(poller.add(watched.value().get(), 5, Interest::folder).ok());
  CHECK_EQ(wait_for_news(poller), Keys{5});  // it may have been empty already, so it says so once
  kill_and_wait(one.pin);
  CHECK(wait(poller, Micros(50'000)).empty());
  kill_and_wait(two.pin);
  CHECK_EQ(wait_for_news(poller), Keys{5});
  CHECK(!platform::is_folder_populated(name).value());
  poller.remove(watched.value().get());
}

TEST(poller_gives_its_handles_back) {
  const Scene scene;
  platform::Poller poller = make_poller();
  CHECK(wait(poller, Micros(0)).empty());
}

}  // namespace
}  // namespace reeve::test
