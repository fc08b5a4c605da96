#include "test/core/ending.h"

namespace reeve::test {
namespace {

TEST(termination_of_a_tree_that_obeys) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader);
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.timed_out && !result.escalated && !result.guaranteed);
  CHECK_EQ(result.signal_sent, kTerm);
  CHECK(!result.kill_signal);
  CHECK_EQ(result.signaled_count, 2U);
  CHECK_EQ(result.pgid, leader->pid);
  CHECK(result.survivors.empty());
  CHECK_EQ(joined(result.warnings), "");
  CHECK_EQ(world().received(leader), Signals{kTerm});
  CHECK_EQ(world().received(child), Signals{kTerm});
}

TEST(termination_escalates_when_a_child_ignores_what_the_leader_obeys) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader, {.ignores = {kTerm}});
  const TerminateTreeResult result = ending.must(ref_to(leader), kQuick);
  CHECK(result.exited && result.escalated && !result.timed_out);
  CHECK_EQ(result.kill_signal, kKill);
  CHECK(!world().alive(child));
  CHECK_EQ(world().received(leader), Signals{kTerm});
  CHECK_EQ(result.signaled_count, 2U);
}

TEST(termination_ends_early_when_the_last_one_obeys_late) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  std::thread later([&] {
    std::this_thread::sleep_for(Millis(5));
    world().exit(leader->pid, 0);
  });
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  later.join();
  CHECK(result.exited && !result.escalated);
}

TEST(termination_straight_with_the_kill_signal) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr child = add_child(leader, {.pgid = 7000, .sid = 7000});
  TerminateOptions options = kPatient;
  options.signal = kKill;
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(result.signal_sent, kKill);
  CHECK(!result.kill_signal);
  CHECK(!world().alive(child));
  CHECK_EQ(result.signaled_count, 2U);
}

TEST(termination_kill_signal_of_the_callers_own) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  TerminateOptions options = kQuick;
  options.kill_signal = kInt;
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(result.exited && result.escalated);
  CHECK_EQ(result.kill_signal, kInt);
  CHECK_EQ(world().received(leader), (Signals{kTerm, kInt}));
}

TEST(termination_sends_one_signal_once_also_when_it_kills_with_it) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  TerminateOptions options = kQuick;
  options.kill_signal = kTerm;
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(!result.exited && result.timed_out && result.escalated);
  CHECK_EQ(world().received(leader), Signals{kTerm});
  REQUIRE(result.survivors.size() == 1);
  CHECK_EQ(result.survivors[0].identity, to_text(world().identity_of(leader)));
}

TEST(termination_of_a_tree_that_is_gone) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessRef ref = ref_to(leader);
  world().exit(leader->pid, 0);
  for (const ProcessRef& gone : {ref, ProcessRef{.pid = ref.pid}}) {
    const TerminateTreeResult result = ending.must(gone, kPatient);
    CHECK(result.exited && !result.signal_sent && !result.escalated);
    CHECK_EQ(result.signaled_count, 0U);
    CHECK_EQ(result.warnings.size(), 1U);
  }
}

TEST(termination_of_a_zombie_ends_its_children) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.held = true});
  const ProcessPtr child = add_child(leader);
  world().exit(leader->pid, 5);
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited);
  CHECK(!world().alive(child));
  CHECK_EQ(result.exit_code, 5);
}

TEST(termination_without_patience_kills_at_once) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  TerminateOptions options = kPatient;
  options.grace = Millis(0);
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(result.exited && result.escalated);
  CHECK_EQ(world().received(leader)[0], kTerm);
}

TEST(termination_tells_the_exit_code_of_the_first_process) {
  const Scene scene;
  Ending ending;
  const ProcessPtr child = add_leader({.ignores = {kTerm}, .held = true});
  ending.watching().watcher().adopt(pin_of(child), world().identity_of(child), {});
  world().after_signal = [&](Pid pid, int signal) {
    if (pid == child->pid && signal == kTerm) world().exit(pid, 33);
  };
  const TerminateTreeResult result = ending.must(ref_to(child), kPatient);
  CHECK(result.exited);
  CHECK_EQ(result.exit_code, 33);
}

TEST(termination_continues_a_stopped_tree) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.state = ProcessState::stopped});
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
}

}  // namespace
}  // namespace reeve::test
