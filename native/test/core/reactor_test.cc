#include "core/wait/reactor.h"

#include <atomic>
#include <cerrno>
#include <thread>

#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Interest = platform::Poller::Interest;

std::unique_ptr<Reactor> make_reactor() {
  Result<std::unique_ptr<Reactor>> made = Reactor::create();
  CHECK(made.ok());
  return std::move(made.value());
}

TEST(reactor_does_what_is_posted_in_order) {
  const Scene scene;
  const auto reactor = make_reactor();
  std::vector<int> seen;
  for (int number = 0; number < 100; ++number) reactor->post([&, number] { seen.push_back(number); });
  reactor->run_until([&] { return seen.size() == 100; });
  for (std::size_t index = 0; index < seen.size(); ++index) CHECK_EQ(static_cast<std::size_t>(seen[index]), index);
}

TEST(reactor_does_what_its_own_tasks_post) {
  const Scene scene;
  const auto reactor = make_reactor();
  int depth = 0;
  std::function<void()> deeper = [&] {
    if (++depth < 50) reactor->post(deeper);
  };
  reactor->post(deeper);
  reactor->run_until([&] { return depth == 50; });
}

TEST(reactor_timers_come_in_their_order_and_not_early) {
  const Scene scene;
  const auto reactor = make_reactor();
  const TimePoint begun = Clock::now();
  std::vector<int> seen;
  for (const int wait : {9, 3, 6, 0}) {
    reactor->at(begun + Millis(wait), [&, wait] {
      CHECK(Clock::now() >= begun + Millis(wait));
      seen.push_back(wait);
    });
  }
  reactor->run_until([&] { return seen.size() == 4; });
  CHECK_EQ(seen, (std::vector<int>{0, 3, 6, 9}));
}

TEST(reactor_timers_may_be_cancelled_also_twice) {
  const Scene scene;
  const auto reactor = make_reactor();
  bool late = false;
  bool cancelled = false;
  const auto timer = reactor->at(Clock::now() + Millis(2), [&] { cancelled = true; });
  reactor->at(Clock::now() + Millis(4), [&] { late = true; });
  reactor->cancel(timer);
  reactor->cancel(timer);
  reactor->run_until([&] { return late; });
  CHECK(!cancelled);
}

TEST(reactor_timer_set_from_elsewhere_wakes_a_sleeper) {
  const Scene scene;
  const auto reactor = make_reactor();
  REQUIRE(reactor->start().ok());
  std::atomic<bool> done = false;
  reactor->at(Clock::now() + std::chrono::hours(1), [] {});
  std::this_thread::sleep_for(Millis(5));
  reactor->at(Clock::now() + Millis(1), [&] { done = true; });
  CHECK(eventually([&] { return done.load(); }));
}

TEST(reactor_tells_of_the_end_of_a_pinned_process) {
  const Scene scene;
  const auto reactor = make_reactor();
  const ProcessPtr process = world().add({.held = true});
  const Pin pin = pin_of(process);
  int calls = 0;
  const auto key = reactor->watch(pin.handle.get(), Interest::pin, [&] { ++calls; });
  REQUIRE(key.ok());
  reactor->post([&] { world().exit(process->pid, 0); });
  reactor->run_until([&] { return calls == 1; });
  world().reap(process);
  reactor->run_until([&] { return calls == 2; });
  reactor->unwatch(key.value(), pin.handle.get());
}

TEST(reactor_watches_what_is_ready_already) {
  const Scene scene;
  const auto reactor = make_reactor();
  const ProcessPtr process = world().add({.held = true});
  const Pin pin = pin_of(process);
  world().exit(process->pid, 0);
  bool told = false;
  const auto key = reactor->watch(pin.handle.get(), Interest::pin, [&] { told = true; });
  REQUIRE(key.ok());
  reactor->run_until([&] { return told; });
}

TEST(reactor_unwatch_on_its_thread_is_the_end_of_calls) {
  const Scene scene;
  const auto reactor = make_reactor();
  std::vector<ProcessPtr> processes;
  std::vector<Pin> pins;
  std::vector<Reactor::Key> keys(2);
  int calls = 0;
  for (std::size_t index = 0; index < 2; ++index) {
    processes.push_back(world().add({.held = true}));
    pins.push_back(pin_of(processes[index]));
  }
  for (std::size_t index = 0; index < 2; ++index) {
    // Both are ready at once; whichever is called first takes the other away.
    keys[index] = reactor
                      ->watch(pins[index].handle.get(), Interest::pin,
                              [&, index] {
                                ++calls;
                                reactor->unwatch(keys[1 - index], pins[1 - index].handle.get());
                              })
                      .value();
  }
  world().change([&](fake::World& now) {
    now.end_locked(processes[0], {});
    now.end_locked(processes[1], {});
  });
  bool done = false;
  reactor->at(Clock::now() + Millis(5), [&] { done = true; });
  reactor->run_until([&] { return done; });
  CHECK_EQ(calls, 1);
}

TEST(reactor_callback_may_unwatch_itself) {
  const Scene scene;
  const auto reactor = make_reactor();
  const ProcessPtr process = world().add({});
  const Pin pin = pin_of(process);
  const auto owned = std::make_shared<int>(7);
  Reactor::Key key = 0;
  int seen = 0;
  key = reactor
            ->watch(pin.handle.get(), Interest::pin,
                    [&, owned] {
                      reactor->unwatch(key, pin.handle.get());
                      seen = *owned;
                    })
            .value();
  reactor->post([&] { world().exit(process->pid, 0); });
  reactor->run_until([&] { return seen != 0; });
  CHECK_EQ(seen, 7);
  CHECK_EQ(owned.use_count(), 1);
}

TEST(reactor_without_a_poller_or_a_thread_says_so) {
  const Scene scene;
  world().poller_error = fake::error(EMFILE, "poller");
  CHECK(!Reactor::create().ok());
  world().poller_error.reset();
  const auto reactor = make_reactor();
  world().thread_error = fake::error(EAGAIN, "thread");
  const Status refused = reactor->start();
  CHECK(!refused.ok() && refused.error().code == "EAGAIN");
  world().thread_error.reset();
  CHECK(reactor->start().ok());
  CHECK(reactor->start().ok());
}

TEST(reactor_refuses_a_handle_that_cannot_be_watched) {
  const Scene scene;
  const auto reactor = make_reactor();
  const auto owned = std::make_shared<int>(1);
  const auto key = reactor->watch(12345, Interest::pin, [owned] {});
  CHECK(!key.ok());
  CHECK_EQ(owned.use_count(), 1);
}

TEST(reactor_drops_what_it_never_came_to) {
  const Scene scene;
  const auto owned = std::make_shared<int>(1);
  {
    const auto reactor = make_reactor();
    REQUIRE(reactor->start().ok());
    reactor->at(Clock::now() + std::chrono::hours(1), [owned] {});
  }
  CHECK_EQ(owned.use_count(), 1);
}

// Everything at once from four threads, for ThreadSanitizer and for what gets lost.
TEST(reactor_serves_many_threads) {
  const Scene scene;
  const auto reactor = make_reactor();
  REQUIRE(reactor->start().ok());
  constexpr int kThreads = 4;
  constexpr int kRounds = 100;
  std::atomic<int> posted = 0;
  std::atomic<int> timed = 0;
  std::atomic<int> ended = 0;
  std::atomic<int> cancelled = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        reactor->post([&] { ++posted; });
        reactor->at(Clock::now() + Micros(round * 7 % 500), [&] { ++timed; });
        reactor->cancel(reactor->at(Clock::now() + std::chrono::hours(1), [&] { ++cancelled; }));
        const ProcessPtr process = world().add({});
        const Pin pin = pin_of(process);
        std::atomic<bool> told = false;
        const auto key = reactor->watch(pin.handle.get(), Interest::pin, [&] { told = true; });
        world().exit(process->pid, 0);
        while (!told) std::this_thread::yield();
        ++ended;
        // The callback may still stand on the reactor's stack; only its own thread knows when it is over.
        std::atomic<bool> gone = false;
        reactor->post([&] {
          reactor->unwatch(key.value(), pin.handle.get());
          gone = true;
        });
        while (!gone) std::this_thread::yield();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(eventually([&] { return posted == kThreads * kRounds && timed == kThreads * kRounds; }));
  CHECK_EQ(ended.load(), kThreads * kRounds);
  CHECK_EQ(cancelled.load(), 0);
}

}  // namespace
}  // namespace reeve::test
