#include "test/core/ending.h"

namespace reeve::test {
namespace {

TEST(termination_of_a_reused_pid_touches_nobody) {
  const Scene scene;
  Ending ending;
  const ProcessPtr stranger = add_leader();
  const ProcessPtr strangers_child = add_child(stranger);
  ProcessRef ref = job_ref(stranger, {.kind = ContainmentKind::group, .cookie = kToken});
  ref.identity = fake::other_than(*ref.identity);
  ref.identity->start = stranger->start - 1;
  const auto result = ending.run(ref, kQuick);
  REQUIRE(!result.ok());
  CHECK_EQ(result.error().code, code::kProcessReused);
  CHECK(world().received(stranger).empty() && world().received(strangers_child).empty());
}

TEST(termination_of_a_reused_pid_ends_orphans_with_the_token) {
  const Scene scene;
  Ending ending;
  const ProcessPtr stranger = add_leader();
  ProcessRef ref = job_ref(stranger, {.kind = ContainmentKind::group, .cookie = kToken});
  ref.identity = fake::other_than(*ref.identity);
  ref.identity->start = stranger->start - 1;
  const ProcessPtr in_strangers_group = add_child(stranger);
  const ProcessPtr orphan = world().add({.tokens = "outer:" + kToken});
  const ProcessPtr below = add_child(orphan);
  const TerminateTreeResult result = ending.must(ref, kQuick);
  CHECK(result.exited);
  CHECK(!world().alive(orphan) && !world().alive(below));
  CHECK(world().received(stranger).empty() && world().received(in_strangers_group).empty());
  CHECK_EQ(result.identity, to_text(*ref.identity));
}

TEST(termination_refuses_what_it_must_not_end) {
  const Scene scene;
  Ending ending;
  for (const Pid pid : {fake::kInit, kShell, kOwn}) {
    const auto refused = ending.run({.pid = pid}, kQuick);
    CHECK(!refused.ok() && refused.error().code == code::kProtectedProcess);
    ProcessRef old{.pid = pid, .identity = fake::other_than(world().identity_of(world().at(pid)))};
    const auto reused = ending.run(old, kQuick);
    CHECK(!reused.ok() && reused.error().code == code::kProcessReused);
    CHECK(world().received(world().at(pid)).empty());
  }
}

TEST(termination_refuses_options_no_system_knows) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  for (const TerminateOptions& bad :
       {TerminateOptions{.signal = 0, .kill_signal = kKill}, TerminateOptions{.signal = -1, .kill_signal = kKill},
        TerminateOptions{.signal = kTerm, .kill_signal = 0},
        TerminateOptions{.signal = kTerm, .grace = Millis(-1), .kill_signal = kKill},
        TerminateOptions{.signal = kTerm, .kill_signal = kKill, .kill_wait = Millis(-1)}}) {
    const auto refused = ending.run(ref_to(leader), bad);
    CHECK(!refused.ok() && refused.error().code == code::kInvalidArgument);
  }
  CHECK(world().received(leader).empty());
}

TEST(termination_of_a_process_that_cannot_be_told_from_others_is_refused) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessRef ref = ref_to(leader);
  leader->hidden = true;
  world().has_unique = false;
  const auto refused = ending.run(ref, kQuick);
  CHECK(!refused.ok() && refused.error().code == code::kIdentityUnknown);
  CHECK(world().received(leader).empty());
}

TEST(termination_of_a_hidden_process_does_not_call_it_gone) {
  for (const bool has_unique : {true, false}) {
    const Scene scene;
    Ending ending;
    world().has_unique = has_unique;
    const ProcessPtr leader = add_leader({.refuses = true, .hidden = true});
    const TerminateTreeResult result = ending.must({.pid = leader->pid}, kQuick);
    CHECK(!result.exited && result.timed_out);
    CHECK(joined(result.warnings).find("EPERM") != std::string::npos);
    CHECK_EQ(result.survivors.size(), 1U);
  }
}

TEST(termination_of_a_hidden_process_that_may_be_signalled) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.hidden = true});
  const TerminateTreeResult result = ending.must({.pid = leader->pid}, kQuick);
  CHECK(result.exited);
  CHECK(!world().alive(leader));
}

TEST(termination_names_a_survivor_it_may_not_signal) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  const ProcessPtr child = add_child(leader, {.name = "root's", .refuses = true});
  const TerminateTreeResult result = ending.must(ref_to(leader), kQuick);
  CHECK(!result.exited && result.timed_out && result.escalated);
  REQUIRE(result.survivors.size() == 1);
  CHECK_EQ(result.survivors[0].pid, child->pid);
  CHECK_EQ(result.survivors[0].name, "root's");
  CHECK_EQ(result.survivors[0].identity, to_text(world().identity_of(child)));
  CHECK(joined(result.warnings).find("EPERM") != std::string::npos);
  CHECK_EQ(result.signaled_count, 1U);
}

TEST(termination_burns_no_grace_where_nobody_could_be_asked) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.refuses = true});
  const TimePoint begun = Clock::now();
  const TerminateTreeResult result = ending.must(
      ref_to(leader), {.signal = kTerm, .grace = Millis(60000), .kill_signal = kKill, .kill_wait = Millis(30)});
  CHECK(Clock::now() - begun < Millis(30000));
  CHECK(result.escalated && result.timed_out && !result.exited);
  CHECK_EQ(result.survivors.size(), 1U);
}

TEST(termination_gives_up_at_the_kill_deadline) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.unkillable = true});
  const TerminateTreeResult result = ending.must(ref_to(leader), kQuick);
  CHECK(!result.exited && result.timed_out && result.escalated);
  REQUIRE(result.survivors.size() == 1);
  CHECK_EQ(result.survivors[0].pid, leader->pid);
  CHECK(!result.exit_code);
}

}  // namespace
}  // namespace reeve::test
