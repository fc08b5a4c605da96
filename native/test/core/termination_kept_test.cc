#include "test/core/ending.h"
#include "test/core/kept.h"

namespace reeve::test {
namespace {

TEST(termination_of_a_kept_job_that_obeys_is_guaranteed_by_its_keeper) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr child = add_child(kept.first());
  const TerminateTreeResult result = ending.must(kept.ref, kPatient);
  CHECK(result.exited && result.guaranteed && !result.escalated);
  CHECK_EQ(result.signal_sent, kTerm);
  CHECK_EQ(joined(result.warnings), "");
  CHECK(!world().alive(child) && !world().alive(kept.keeper()));
  CHECK(is_over(kept));
}

TEST(termination_of_a_kept_job_that_resists_is_its_keepers_work) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  world().change([&](fake::World&) { kept.first()->ignores = {kTerm}; });
  const ProcessPtr daemon = add_child(kept.first(), {.ignores = {kTerm}});
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && result.guaranteed && result.escalated);
  CHECK_EQ(result.kill_signal, kKill);
  CHECK_EQ(result.signaled_count, 2U);
  CHECK(!world().alive(daemon));
  CHECK(is_over(kept));
}

TEST(termination_elsewhere_has_the_exit_from_the_keeper_and_leaves_it_to_later_waits) {
  const Scene scene;
  world().tells_exit = world().zombie_exit = false;
  Ending ending;
  Watching launcher;
  const Kept kept = Kept::start(launcher);
  REQUIRE(kept.keeping != nullptr);
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && result.guaranteed);
  const Result<WaitAnswer> known = wait_pid(ending.watching().services(), kept.ref, std::nullopt, [](const auto&) {});
  REQUIRE(known.ok() && std::holds_alternative<WaitPidResult>(known.value()));
  const std::optional<ExitStatus>& exit = std::get<WaitPidResult>(known.value()).exit;
  REQUIRE(exit.has_value());
  CHECK_EQ(exit->source, ExitSource::keeper);
  CHECK(is_over(kept));
}

// Nobody but its keeper can find it: no group, no session, no token, no parent among the members.
TEST(termination_of_a_kept_job_ends_who_can_not_be_found) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr middle = add_child(kept.first());
  const ProcessPtr daemon = add_child(middle, {.pgid = 7777, .sid = 7777, .hidden = true});
  world().exit(middle->pid, 0);
  world().exit(kept.record.pid, 3);
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && result.guaranteed);
  CHECK(!world().alive(daemon));
  CHECK(is_over(kept));
}

TEST(termination_whose_keeper_was_killed_before_searches_and_promises_less) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr child = add_child(kept.first(), {.ignores = {kTerm}});
  kill_now(kept.keeper());
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(!world().alive(child) && !world().alive(kept.first()));
  CHECK(is_over(kept));
}

TEST(termination_whose_keeper_is_killed_on_the_way_searches_and_promises_less) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  world().change([&](fake::World&) { kept.first()->ignores = {kTerm}; });
  const ProcessPtr child = add_child(kept.first(), {.ignores = {kTerm}});
  world().before_signal = [&](Pid, int signal) {
    if (signal == kTerm) kill_now(kept.keeper());
  };
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && !result.guaranteed && result.escalated);
  CHECK(!world().alive(child));
  CHECK(is_over(kept));
}

TEST(termination_whose_keeper_does_nothing_kills_the_members_itself) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  world().change([&](fake::World&) {
    kept.keeping->deaf = true;
    kept.first()->ignores = {kTerm};
  });
  const ProcessPtr child = add_child(kept.first(), {.ignores = {kTerm}});
  TerminateOptions options = kQuick;
  options.kill_wait = kPatient.kill_wait;
  std::thread later([&] {
    CHECK(eventually([&] { return !world().alive(child) && !world().alive(kept.first()); }));
    kill_now(kept.keeper());
  });
  const TerminateTreeResult result = ending.must(kept.ref, options);
  later.join();
  CHECK(!world().alive(child) && !world().alive(kept.first()));
  CHECK(result.exited && result.escalated && !result.guaranteed);
  CHECK(is_over(kept));
}

TEST(termination_whose_keeper_does_not_say_that_nobody_is_left_tells_that) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  world().change([&](fake::World&) { kept.keeping->deaf = true; });
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(!world().alive(kept.first()));
  CHECK(!result.exited && result.timed_out && !result.guaranteed);
  CHECK(result.survivors.empty());
  CHECK(joined(result.warnings).find("does not say so") != std::string::npos);
  kill_now(kept.keeper());
  CHECK(is_over(kept));
}

TEST(termination_of_a_kept_job_with_one_that_can_not_end_names_it) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr stuck = add_child(kept.first(), {.unkillable = true});
  TerminateOptions options = kQuick;
  options.kill_wait = Millis(200);
  const TerminateTreeResult result = ending.must(kept.ref, options);
  CHECK(!result.exited && result.timed_out && !result.guaranteed);
  REQUIRE(result.survivors.size() == 1);
  CHECK_EQ(result.survivors.front().pid, stuck->pid);
  world().end(stuck, {.signal = kKill});
  CHECK(is_over(kept));
}

TEST(termination_of_a_kept_job_that_is_over_finds_nothing) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  world().exit(kept.record.pid, 0);
  CHECK(is_over(kept));
  const TerminateTreeResult result = ending.must(kept.ref, kQuick);
  CHECK(result.exited && !result.timed_out);
  CHECK_EQ(result.signaled_count, 0U);
}

TEST(termination_of_a_kept_job_signals_its_members_and_not_its_keeper) {
  const Scene scene;
  Ending ending;
  const Kept kept = Kept::start(ending.watching());
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr middle = add_child(kept.first());
  const ProcessPtr orphan = add_child(middle, {.pgid = 7777, .sid = 7777});
  world().exit(middle->pid, 0);
  const TerminateTreeResult result = ending.must(kept.ref, kPatient);
  CHECK(result.exited && result.guaranteed);
  CHECK_EQ(world().received(orphan), Signals{kTerm});
  CHECK_EQ(world().received(kept.keeper()), Signals{kCont});
  CHECK(is_over(kept));
}

}  // namespace
}  // namespace reeve::test
