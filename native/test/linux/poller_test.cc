#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "core/base/clock.h"
#include "platform/linux/kernel/pidfd.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

using Interest = platform::Poller::Interest;
using Keys = std::vector<std::uint64_t>;

platform::Poller make_poller() {
  Result<platform::Poller> made = platform::Poller::create();
  CHECK(made.ok());
  return std::move(made.value());
}

TEST(poller_sleeps_for_its_time_and_not_less) {
  const Scene scene;
  platform::Poller poller = make_poller();
  Keys ready{1, 2, 3};
  for (const Micros wait : {Micros(0), Micros(200), Micros(3000)}) {
    const TimePoint begun = Clock::now();
    CHECK(poller.wait(wait, ready).ok());
    CHECK(Clock::now() - begun >= wait);
    CHECK(ready.empty());
  }
}

TEST(poller_is_woken_once_by_many_wakes) {
  const Scene scene;
  platform::Poller poller = make_poller();
  Keys ready;
  for (int count = 0; count < 1000; ++count) poller.wake();
  const TimePoint begun = Clock::now();
  CHECK(poller.wait(std::chrono::hours(1), ready).ok());
  CHECK(Clock::now() - begun < std::chrono::minutes(1));
  CHECK(ready.empty());
  CHECK(poller.wait(Micros(0), ready).ok());
}

TEST(poller_is_woken_from_another_thread) {
  const Scene scene;
  platform::Poller poller = make_poller();
  for (int round = 0; round < 200; ++round) {
    std::thread waker([&] { poller.wake(); });
    Keys ready;
    CHECK(poller.wait(std::nullopt, ready).ok());
    waker.join();
  }
}

TEST(poller_tells_of_an_end_and_of_the_reap) {
  const Scene scene;
  platform::Poller poller = make_poller();
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  CHECK(poller.add(pin.handle.get(), 7, Interest::pin).ok());
  CHECK(!poller.add(pin.handle.get(), 8, Interest::pin).ok());
  Keys ready;
  CHECK(poller.wait(Micros(0), ready).ok());
  CHECK(ready.empty());
  kill(pid, SIGKILL);
  CHECK(poller.wait(std::nullopt, ready).ok());
  CHECK_EQ(ready, Keys{7});
  CHECK(poller.wait(Micros(0), ready).ok());
  CHECK(ready.empty());
  reap(pid);
  CHECK(poller.wait(Micros(0), ready).ok());
  if (linux_kernel::pidfds_have_own_inodes()) CHECK_EQ(ready, Keys{7});
  poller.remove(pin.handle.get());
  CHECK(poller.wait(Micros(0), ready).ok());
  CHECK(ready.empty());
}

TEST(poller_tells_of_what_ended_before) {
  const Scene scene;
  platform::Poller poller = make_poller();
  const Pin pin = pin_of(fork_child([] { return 0; }));
  CHECK(eventually([&] { return platform::has_ended(pin); }));
  CHECK(poller.add(pin.handle.get(), 9, Interest::pin).ok());
  Keys ready;
  CHECK(poller.wait(std::nullopt, ready).ok());
  CHECK_EQ(ready, Keys{9});
  reap(pin.pid);
}

TEST(poller_tells_of_many_at_once) {
  const Scene scene;
  platform::Poller poller = make_poller();
  constexpr std::size_t kMany = 300;
  std::vector<Pin> pins;
  for (std::size_t key = 1; key <= kMany; ++key) {
    pins.push_back(pin_of(fork_sleeper()));
    CHECK(poller.add(pins.back().handle.get(), key, Interest::pin).ok());
  }
  for (const Pin& pin : pins) kill(pin.pid, SIGKILL);
  std::vector<bool> told(kMany + 1);
  std::size_t count = 0;
  while (count < kMany) {
    Keys ready;
    CHECK(poller.wait(std::nullopt, ready).ok());
    for (const std::uint64_t key : ready) {
      if (!told[key]) ++count;
      told[key] = true;
    }
  }
  for (const Pin& pin : pins) reap(pin.pid);
}

TEST(poller_refuses_what_is_no_descriptor) {
  const Scene scene;
  platform::Poller poller = make_poller();
  const Status added = poller.add(9999, 1, Interest::pin);
  CHECK(!added.ok() && added.error().code == "EBADF");
  poller.remove(9999);
}

// A signal is no event and no failure.
TEST(poller_survives_signals) {
  const Scene scene;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) {};
  sigaction(SIGUSR2, &action, &before);
  platform::Poller poller = make_poller();
  const pthread_t self = pthread_self();
  std::atomic<bool> stop = false;
  std::thread teaser([&] {
    while (!stop) {
      pthread_kill(self, SIGUSR2);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  });
  for (int round = 0; round < 20; ++round) {
    Keys ready;
    CHECK(poller.wait(Micros(1000), ready).ok());
    CHECK(ready.empty());
  }
  stop = true;
  teaser.join();
  sigaction(SIGUSR2, &before, nullptr);
}

}  // namespace
}  // namespace reeve::test
