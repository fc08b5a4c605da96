#include <atomic>
#include <cerrno>

#include "test/core/ending.h"

namespace reeve::test {
namespace {

TEST(termination_finds_who_is_born_between_the_look_and_the_signal) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  ProcessPtr late;
  world().before_signal = [&](Pid pid, int) {
    if (pid == leader->pid && !late) late = add_child(leader);
  };
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
  REQUIRE(late != nullptr);
  CHECK_EQ(world().received(late), Signals{kTerm});
  CHECK_EQ(result.signaled_count, 2U);
}

TEST(termination_that_cannot_look_does_not_say_exited) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  world().list_error = fake::error(EIO, "read");
  world().list_errors = -1;
  const TerminateTreeResult result = ending.must(ref_to(leader), kQuick);
  CHECK(!world().alive(leader));
  CHECK(!result.exited && result.timed_out);
  CHECK(joined(result.warnings).find("EIO") != std::string::npos);
  TerminateOptions options = kQuick;
  options.dry_run = true;
  CHECK(!ending.must({.pid = leader->pid}, options).exited);
}

TEST(termination_looks_again_after_a_look_that_failed) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader);
  world().list_error = fake::error(EIO, "read");
  world().list_errors = 2;
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK(!world().alive(child));
}

TEST(termination_asks_those_a_failed_look_missed_while_others_live_on) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr child = add_child(leader);
  world().list_error = fake::error(EIO, "read");
  world().list_errors = 2;
  world().after_signal = [&](Pid pid, int) {
    if (pid == child->pid) world().exit(leader->pid, 0);
  };
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(world().received(child), Signals{kTerm});
}

TEST(termination_waits_for_a_young_process_to_show_its_token) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr young = world().add({.tokens = kToken, .in_exec = true});
  std::thread later([&] {
    std::this_thread::sleep_for(Millis(5));
    world().change([&](fake::World&) { young->in_exec = false; });
  });
  const TerminateTreeResult result =
      ending.must(job_ref(leader, {.kind = ContainmentKind::group, .cookie = kToken}), kPatient);
  later.join();
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(world().received(young), Signals{kTerm});
}

TEST(termination_with_few_descriptors) {
  for (std::size_t pins = 2; pins < 8; ++pins) {
    const Scene scene;
    Ending ending;
    const ProcessPtr leader = add_leader();
    std::vector<ProcessPtr> all{leader};
    for (int count = 0; count < 6; ++count) all.push_back(add_child(all.back()));
    const ProcessRef ref = ref_to(leader);
    // What is open now and a few more, besides the reactor's own and the spare ones.
    world().most_handles = world().open_handles() + 1 + pins;
    const TerminateTreeResult result = ending.must(ref, kPatient);
    CHECK(result.exited);
    for (const ProcessPtr& process : all) CHECK(!world().alive(process));
    CHECK_EQ(result.signaled_count, 7U);
  }
}

TEST(termination_does_without_a_count_of_births) {
  const Scene scene;
  Ending ending;
  world().counts_births = false;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader);
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK(!world().alive(child));
  CHECK_EQ(joined(result.warnings), "");
}

// Somebody's children, whom that one does not reap, while others on the machine are born without pause.
TEST(termination_knows_that_a_group_is_dead_though_every_look_sees_births) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader, {.held = true});
  world().before_list = [&](int) { world().reap(world().add({.ended = true})); };
  TerminateOptions options = kPatient;
  options.grace = Millis(15);
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(result.exited && !result.timed_out);
  CHECK(child->ended && !child->reaped);
}

// A member's pid is given to a new member: nothing of the old one's watch may stay behind.
TEST(termination_of_a_tree_that_reuses_its_own_pids) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr child = add_child(leader, {.ignores = {kTerm}});
  const ProcessPtr other = add_child(leader, {.ignores = {kTerm}});
  std::atomic<bool> changed = false;
  std::thread later([&] {
    CHECK(eventually([&] { return watches_of(child) == 1 && watches_of(other) == 1; }));
    world().change([&](fake::World& now) {
      now.end_locked(child, {});
      now.add_locked({.pid = child->pid, .ppid = leader->pid, .ignores = {kTerm}});
      now.end_locked(other, {});
    });
    changed = true;
  });
  // However short the grace turns out to be, it happens before the look that comes after it.
  world().before_list = [&](int number) {
    if (number > 1) CHECK(eventually([&] { return changed.load(); }));
  };
  TerminateOptions options = kQuick;
  options.grace = Millis(30);
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  later.join();
  CHECK(result.exited);
  CHECK(world().at(child->pid) == nullptr);
}

TEST(termination_dry_run_signals_nobody) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader);
  const ProcessPtr below = add_child(child, {.pgid = 7000, .sid = 7000});
  TerminateOptions options = kQuick;
  options.dry_run = true;
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(result.dry_run && !result.exited && !result.timed_out && !result.signal_sent);
  CHECK_EQ(result.survivors.size(), 3U);
  for (const ProcessPtr& process : {leader, child, below}) CHECK(world().received(process).empty());
}

}  // namespace
}  // namespace reeve::test
