#include "core/wait/exit_watcher.h"

#include <atomic>
#include <cerrno>

#include "core/wait/wait_pid.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Outcome = ExitWatcher::Outcome;
using Ticket = ExitWatcher::Ticket;

// What callbacks were told, from whatever thread.
class Told {
 public:
  ExitWatcher::Callback callback() {
    return [this](const Outcome& outcome) {
      const std::lock_guard lock(mutex_);
      outcomes_.push_back(outcome);
    };
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return outcomes_.size();
  }
  Outcome at(std::size_t index) {
    CHECK(eventually([&] { return count() > index; }));
    const std::lock_guard lock(mutex_);
    return index < outcomes_.size() ? outcomes_[index] : Outcome{};
  }

 private:
  std::mutex mutex_;
  std::vector<Outcome> outcomes_;
};

// A child of ours as spawn makes it.
ProcessPtr add_own() { return add_leader({.held = true}); }

void adopt(Watching& watching, const ProcessPtr& child, const std::string& folder = "") {
  watching.watcher().adopt(pin_of(child), world().identity_of(child), {.path = folder});
}

ExitWatcher::Answer wait_for(Watching& watching, const ProcessPtr& process, const ExitWatcher::Callback& callback,
                             std::optional<TimePoint> deadline = std::nullopt) {
  return watching.watcher().wait(pin_of(process), world().identity_of(process), deadline, callback);
}

TimePoint soon() { return Clock::now() + Millis(3); }

// Nothing is done on the reactor's thread while this lives: no deadline passes meanwhile.
class Halt {
 public:
  explicit Halt(Reactor& reactor) {
    reactor.post([over = over_] {
      while (!*over) std::this_thread::yield();
    });
  }
  ~Halt() { *over_ = true; }
  Halt(const Halt&) = delete;
  Halt& operator=(const Halt&) = delete;

 private:
  std::shared_ptr<std::atomic<bool>> over_ = std::make_shared<std::atomic<bool>>(false);
};

TEST(watcher_tells_all_who_wait_for_a_child) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  adopt(watching, child);
  for (int count = 0; count < 100; ++count) {
    const auto answer = watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, told.callback());
    REQUIRE(answer.has_value());
    CHECK(std::holds_alternative<Ticket>(*answer));
  }
  static_cast<void>(wait_for(watching, child, told.callback()));
  world().exit(child->pid, 42);
  for (std::size_t index = 0; index < 101; ++index) {
    const Outcome outcome = told.at(index);
    REQUIRE(outcome.exit.has_value());
    CHECK_EQ(outcome.exit->code, 42);
    CHECK_EQ(outcome.exit->source, ExitSource::child);
  }
  watching.settle();
  CHECK_EQ(told.count(), 101U);
  CHECK(world().at(child->pid) == nullptr);
}

TEST(watcher_reaps_a_child_nobody_waits_for_and_remembers_it) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  const Identity identity = world().identity_of(child);
  adopt(watching, child, "/jobs/one");
  world().end(child, {.signal = kKill});
  CHECK(eventually([&] { return watching.watcher().recall(identity).has_value(); }));
  CHECK_EQ(watching.watcher().recall(identity)->exit->signal, kKill);
  CHECK_EQ(watching.watcher().recall_latest({.pid = child->pid})->exit->signal, kKill);
  CHECK(!watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, told.callback()));
  CHECK(eventually([&] { return watching.tidied() == std::vector<std::string>{"/jobs/one"}; }));
}

TEST(watcher_takes_no_other_process_for_a_child) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  adopt(watching, child);
  const Identity other = fake::other_than(world().identity_of(child));
  CHECK(!watching.watcher().wait_for_child({.pid = child->pid, .identity = other}, std::nullopt, told.callback()));
  CHECK(!watching.watcher().wait_for_child({.pid = child->pid + 1}, std::nullopt, told.callback()));
}

TEST(watcher_waits_for_processes_of_others) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({.held = true});
  static_cast<void>(wait_for(watching, process, told.callback()));
  static_cast<void>(wait_for(watching, process, told.callback()));
  // On the watcher's own thread, so that it sees the end, and the reap before its patience with the zombie is over.
  watching.reactor().post([&] {
    world().exit(process->pid, 7);
    watching.reactor().post([&] { world().reap(process); });
  });
  CHECK_EQ(told.at(0).exit->code, 7);
  CHECK_EQ(told.at(1).exit->code, 7);
  CHECK_EQ(told.at(1).exit->source, ExitSource::kernel);
}

TEST(watcher_takes_a_zombies_word_when_nobody_reaps_it) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({.held = true});
  static_cast<void>(wait_for(watching, process, told.callback()));
  world().exit(process->pid, 7);
  CHECK_EQ(told.at(0).exit->code, 7);
  CHECK_EQ(told.at(0).exit->source, ExitSource::procfs);
}

TEST(watcher_says_why_it_does_not_know_an_exit) {
  const Scene scene;
  world().tells_exit = false;
  world().zombie_exit = false;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({});
  static_cast<void>(wait_for(watching, process, told.callback()));
  world().exit(process->pid, 7);
  CHECK(!told.at(0).exit->code && !told.at(0).exit->signal);
  CHECK_EQ(told.at(0).exit->source, ExitSource::unknown);
  CHECK(!told.at(0).exit->reason.empty());
}

TEST(watcher_asks_the_kernel_about_a_stolen_child) {
  for (const bool tells : {true, false}) {
    const Scene scene;
    world().tells_exit = tells;
    Watching watching;
    Told told;
    const ProcessPtr child = add_own();
    child->stolen = true;
    child->held = false;
    adopt(watching, child);
    static_cast<void>(watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, told.callback()));
    world().exit(child->pid, 9);
    CHECK_EQ(told.at(0).exit->code, tells ? std::optional(9) : std::nullopt);
    CHECK_EQ(told.at(0).exit->source, tells ? ExitSource::kernel : ExitSource::unknown);
    CHECK_EQ(told.at(0).exit->reason.empty(), tells);
  }
}

TEST(watcher_answers_at_once_what_it_knows) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  Pin late = pin_of(child);
  adopt(watching, child);
  world().exit(child->pid, 3);
  CHECK(eventually([&] { return watching.watcher().recall_latest({.pid = child->pid}).has_value(); }));
  const auto answer =
      watching.watcher().wait(std::move(late), world().identity_of(child), std::nullopt, told.callback());
  const auto* known = std::get_if<Outcome>(&answer);
  REQUIRE(known != nullptr);
  CHECK_EQ(known->exit->code, 3);
  CHECK_EQ(told.count(), 0U);
}

TEST(watcher_deadlines_end_the_wait_and_not_the_watch) {
  const Scene scene;
  Watching watching;
  Told told;
  Told patient;
  const ProcessPtr child = add_own();
  adopt(watching, child);
  const auto waited = watching.watcher().wait_for_child({.pid = child->pid}, soon(), told.callback());
  static_cast<void>(watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, patient.callback()));
  CHECK(!told.at(0).exit.has_value());
  CHECK_EQ(told.at(0).identity.pid, child->pid);
  watching.watcher().cancel(*std::get_if<Ticket>(&*waited));
  world().exit(child->pid, 1);
  CHECK_EQ(patient.at(0).exit->code, 1);
  CHECK_EQ(told.count(), 1U);
}

TEST(watcher_lets_go_of_what_nobody_waits_for_any_more) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr one = world().add({});
  const ProcessPtr two = world().add({});
  watching.settle();
  const std::size_t before = world().open_handles();
  std::optional<Halt> halt(watching.reactor());
  static_cast<void>(wait_for(watching, one, told.callback(), soon()));
  const auto answer = wait_for(watching, two, told.callback());
  CHECK_EQ(world().open_handles(), before + 2);
  watching.watcher().cancel(*std::get_if<Ticket>(&answer));
  CHECK_EQ(world().open_handles(), before + 1);
  halt.reset();
  CHECK(eventually([&] { return world().open_handles() == before; }));
  world().exit(two->pid, 0);
  watching.settle();
  CHECK_EQ(told.count(), 1U);
  watching.watcher().cancel(*std::get_if<Ticket>(&answer));
  watching.watcher().cancel({});
}

TEST(watcher_tells_of_a_deadline_that_has_passed_already) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({});
  static_cast<void>(wait_for(watching, process, told.callback(), Clock::now() - Millis(1)));
  CHECK(!told.at(0).exit.has_value());
}

TEST(watcher_denies_no_end_at_a_deadline_that_it_comes_to_late) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  adopt(watching, child);
  std::atomic<bool> held = false;
  std::atomic<bool> free = false;
  watching.reactor().post([&] {
    held = true;
    while (!free) std::this_thread::yield();
  });
  CHECK(eventually([&] { return held.load(); }));
  static_cast<void>(watching.watcher().wait_for_child({.pid = child->pid}, Clock::now(), told.callback()));
  world().exit(child->pid, 9);
  free = true;
  const Outcome outcome = told.at(0);
  REQUIRE(outcome.exit.has_value());
  CHECK_EQ(outcome.exit->code, 9);
}

TEST(watcher_callbacks_may_ask_it_again) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr child = add_own();
  const ProcessPtr next = add_own();
  adopt(watching, child);
  adopt(watching, next);
  const auto chain = [&](const Outcome&) {
    CHECK(watching.watcher().recall_latest({.pid = child->pid}).has_value());
    static_cast<void>(watching.watcher().wait_for_child({.pid = next->pid}, std::nullopt, told.callback()));
    world().exit(next->pid, 5);
  };
  static_cast<void>(watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, chain));
  world().exit(child->pid, 4);
  CHECK_EQ(told.at(0).exit->code, 5);
}

// Without a poller's help: looks every 20 ms, and says so.
TEST(watcher_looks_where_nothing_wakes_it) {
  const Scene scene;
  Watching watching;
  Told told;
  world().change([](fake::World& now) { now.poller_error = fake::error(EINVAL, "poller"); });
  const ProcessPtr child = add_own();
  adopt(watching, child);
  static_cast<void>(watching.watcher().wait_for_child({.pid = child->pid}, std::nullopt, told.callback()));
  world().exit(child->pid, 6);
  CHECK_EQ(told.at(0).exit->code, 6);
  REQUIRE(told.at(0).warnings.size() == 1);
  CHECK(told.at(0).warnings[0].find("looking every 20 ms") != std::string::npos);
}

TEST(watcher_looks_at_pins_that_cannot_wake) {
  const Scene scene;
  world().pollable = false;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({});
  static_cast<void>(wait_for(watching, process, told.callback()));
  world().exit(process->pid, 6);
  CHECK_EQ(told.at(0).exit->source, ExitSource::unknown);
  REQUIRE(told.at(0).warnings.size() == 1);
  CHECK(told.at(0).warnings[0].starts_with("pidfds are refused"));
}

TEST(watcher_without_a_pin_goes_by_the_start) {
  const Scene scene;
  Watching watching;
  Told told;
  const ProcessPtr process = world().add({});
  Identity identity = world().identity_of(process);
  identity.unique = 0;
  static_cast<void>(
      watching.watcher().wait(Pin{.pid = process->pid, .pollable = false}, identity, std::nullopt, told.callback()));
  world().change([&](fake::World& now) {
    now.end_locked(process, {.code = 1});
    now.add_locked({.pid = process->pid, .ppid = kShell});  // a namesake
  });
  CHECK_EQ(told.at(0).exit->source, ExitSource::unknown);
  CHECK(told.at(0).exit->reason.find("no descriptor") != std::string::npos);
}

// Each waiter is called once or was cancelled in time; never twice, never after everything is over.
TEST(watcher_cancel_races_with_the_end) {
  const Scene scene;
  Watching watching;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    std::atomic<int> calls = 0;
    const ProcessPtr process = world().add({});
    const auto deadline = round % 3 == 0 ? std::optional(Clock::now() + Micros(round)) : std::nullopt;
    const auto answer = wait_for(
        watching, process, [&](const Outcome&) { ++calls; }, deadline);
    const auto* ticket = std::get_if<Ticket>(&answer);
    REQUIRE(ticket != nullptr);
    std::thread canceller([&] { watching.watcher().cancel(*ticket); });
    world().exit(process->pid, 0);
    canceller.join();
    watching.settle();
    watching.settle();
    CHECK(calls <= 1);
  }
}

TEST(watcher_serves_many_threads) {
  const Scene scene;
  Watching watching;
  std::atomic<int> told = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        const ProcessPtr process = world().add({});
        static_cast<void>(
            wait_for(watching, process, [&](const Outcome& outcome) { told += outcome.exit->code == 8; }));
        world().exit(process->pid, 8);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(eventually([&] { return told == 200; }));
}

// -- wait_pid ------------------------------------------------------------------------------------------------------

class Results {
 public:
  WaitCallback callback() {
    return [this](const WaitPidResult& result) {
      const std::lock_guard lock(mutex_);
      results_.push_back(result);
    };
  }
  WaitPidResult first() {
    CHECK(eventually([&] {
      const std::lock_guard lock(mutex_);
      return !results_.empty();
    }));
    const std::lock_guard lock(mutex_);
    return results_.empty() ? WaitPidResult{} : results_.front();
  }

 private:
  std::mutex mutex_;
  std::vector<WaitPidResult> results_;
};

Result<WaitAnswer> wait_pid_of(Watching& watching, Results& results, const ProcessRef& ref,
                               std::optional<Millis> timeout = std::nullopt) {
  return wait_pid({.watcher = watching.watcher(), .spare = watching.spare(), .channels = watching.channels()}, ref,
                  timeout, results.callback());
}

TEST(wait_pid_of_a_record_whose_pid_is_somebody_elses) {
  const Scene scene;
  Watching watching;
  Results results;
  const ProcessPtr stranger = world().add({});
  const Identity old = fake::other_than(world().identity_of(stranger));
  const auto answer = wait_pid_of(watching, results, {.pid = stranger->pid, .identity = old});
  REQUIRE(answer.ok());
  const auto* known = std::get_if<WaitPidResult>(&answer.value());
  REQUIRE(known != nullptr && known->exit.has_value());
  CHECK(!known->exit->code && !known->timed_out);
  CHECK_EQ(known->exit->source, ExitSource::unknown);
  CHECK_EQ(known->identity, to_text(old));
  CHECK_EQ(known->warnings.size(), 1U);
}

TEST(wait_pid_of_nobody) {
  const Scene scene;
  Watching watching;
  Results results;
  const auto bare = wait_pid_of(watching, results, {.pid = 999999});
  CHECK(!bare.ok() && bare.error().code == "ESRCH");
  const auto record =
      wait_pid_of(watching, results, {.pid = 999999, .identity = Identity{.boot = "b007", .pid = 999999, .start = 5}});
  REQUIRE(record.ok());
  const auto* known = std::get_if<WaitPidResult>(&record.value());
  REQUIRE(known != nullptr && known->exit.has_value());
  CHECK(!known->exit->code);
}

TEST(wait_pid_answers_again_for_a_child_long_reaped) {
  const Scene scene;
  Watching watching;
  Results results;
  const ProcessPtr child = add_own();
  const ProcessRef ref = ref_to(child);
  adopt(watching, child);
  world().exit(child->pid, 11);
  CHECK(eventually([&] { return watching.watcher().recall_latest({.pid = child->pid}).has_value(); }));
  for (const ProcessRef& asked : {ref, ProcessRef{.pid = ref.pid}}) {
    const auto answer = wait_pid_of(watching, results, asked);
    REQUIRE(answer.ok());
    const auto* known = std::get_if<WaitPidResult>(&answer.value());
    REQUIRE(known != nullptr);
    CHECK_EQ(known->exit->code, 11);
  }
  // The record still answers when the pid is somebody else's; the bare pid then means that one.
  const ProcessPtr stranger = world().add({.pid = child->pid});
  const auto old = wait_pid_of(watching, results, ref);
  CHECK_EQ(std::get_if<WaitPidResult>(&old.value())->exit->code, 11);
  const auto bare = wait_pid_of(watching, results, {.pid = ref.pid});
  CHECK(std::holds_alternative<Ticket>(bare.value()));
  world().exit(stranger->pid, 12);
  CHECK_EQ(results.first().exit->code, 12);
}

TEST(wait_pid_times_out) {
  const Scene scene;
  Watching watching;
  Results results;
  const ProcessPtr process = world().add({});
  REQUIRE(wait_pid_of(watching, results, ref_to(process), Millis(2)).ok());
  CHECK(results.first().timed_out);
  CHECK(!results.first().exit.has_value());
}

TEST(wait_pid_without_a_descriptor_left) {
  const Scene scene;
  Watching watching;
  Results results;
  const ProcessPtr process = world().add({});
  const ProcessRef ref = ref_to(process);
  world().change([](fake::World& now) { now.pins_left = 0; });
  const auto answer = wait_pid_of(watching, results, ref);
  REQUIRE(answer.ok());
  CHECK(std::holds_alternative<Ticket>(answer.value()));
  world().exit(process->pid, 1);
  const WaitPidResult result = results.first();
  CHECK_EQ(result.exit->source, ExitSource::unknown);
  CHECK_EQ(result.warnings.size(), 2U);
}

TEST(wait_pid_of_what_cannot_be_identified_is_refused) {
  const Scene scene;
  Watching watching;
  Results results;
  const ProcessPtr process = world().add({});
  process->hidden = true;
  world().has_unique = false;
  const auto answer = wait_pid_of(watching, results, {.pid = process->pid});
  CHECK(!answer.ok() && answer.error().code == code::kIdentityUnknown);
}

}  // namespace
}  // namespace reeve::test
