#include "core/tree/termination.h"

#include <cerrno>

#include "core/tree/terminate_tree.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Signals = std::vector<int>;

const TerminateOptions kQuick{.signal = kTerm, .grace = Millis(15), .kill_signal = kKill, .kill_wait = Millis(15)};
const TerminateOptions kPatient{
    .signal = kTerm, .grace = Millis(60000), .kill_signal = kKill, .kill_wait = Millis(60000)};

// Ends trees as terminate_tree_sync does: on this thread, with the watcher on another.
class Ending {
 public:
  Result<TerminateTreeResult> run(const ProcessRef& ref, const TerminateOptions& options) {
    Result<TerminationTarget> target = aim(ref, options);
    if (!target.ok()) return target.error();
    std::shared_ptr<Reactor> reactor = std::move(Reactor::create().value());
    std::optional<Result<TerminateTreeResult>> result;
    int calls = 0;
    auto termination =
        std::make_shared<Termination>(reactor, watching_.watcher(), watching_.spare(), std::move(target.value()),
                                      options, [&](Result<TerminateTreeResult> done) {
                                        ++calls;
                                        result = std::move(done);
                                      });
    reactor->post([&] { termination->start(); });
    reactor->run_until([&] { return result.has_value(); });
    // Whatever it left behind on the reactor runs out, and then nothing holds it any more.
    bool over = false;
    reactor->at(Clock::now() + Millis(12), [&] { over = true; });
    reactor->run_until([&] { return over; });
    watching_.settle();
    reactor->post([] {});
    reactor->run_until([] { return true; });
    CHECK_EQ(termination.use_count(), 1);
    CHECK_EQ(calls, 1);
    return std::move(*result);
  }

  TerminateTreeResult must(const ProcessRef& ref, const TerminateOptions& options) {
    Result<TerminateTreeResult> result = run(ref, options);
    if (result.ok()) return std::move(result.value());
    fault(__FILE__, __LINE__, message_of(result.error()));
    return {};
  }

  Watching& watching() { return watching_; }

 private:
  Watching watching_;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "; ";
  return text;
}

ProcessRef job_ref(const ProcessPtr& leader, Containment containment) {
  ProcessRef ref = ref_to(leader);
  containment.pgid = leader->pid;
  ref.containment = containment;
  return ref;
}

Containment folder_containment(const std::string& path) {
  return {.kind = ContainmentKind::cgroup, .cookie = kToken, .folder = path, .folder_id = world().folders.at(path).id};
}

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

// A member's pid is given to a new member: nothing of the old one's watch may stay behind.
TEST(termination_of_a_tree_that_reuses_its_own_pids) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr child = add_child(leader, {.ignores = {kTerm}});
  const ProcessPtr other = add_child(leader, {.ignores = {kTerm}});
  std::thread later([&] {
    std::this_thread::sleep_for(Millis(5));
    world().change([&](fake::World& now) {
      now.end_locked(child, {});
      now.add_locked({.pid = child->pid, .ppid = leader->pid, .ignores = {kTerm}});
      now.end_locked(other, {});
    });
  });
  TerminateOptions options = kQuick;
  options.grace = Millis(30);
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  later.join();
  CHECK(result.exited);
  CHECK(world().at(child->pid) == nullptr);
}

// -- folders -------------------------------------------------------------------------------------------------------

TEST(termination_by_folder_is_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder, .ignores = {kTerm}});
  const ProcessPtr daemon = world().add({.pgid = 7000, .sid = 7000, .folder = folder, .ignores = {kTerm}});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && result.escalated && result.guaranteed);
  CHECK(!world().alive(leader) && !world().alive(daemon));
  CHECK_EQ(result.signaled_count, 2U);
  CHECK(world().folders.empty());
}

TEST(termination_by_folder_waits_for_the_late_word) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  world().folders.at(folder).late_looks = 5;
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kPatient);
  CHECK(result.exited && result.guaranteed && !result.escalated);
}

TEST(termination_by_folder_asks_who_is_born_of_the_asking) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  ProcessPtr cleaner;
  world().after_signal = [&](Pid pid, int) {
    if (pid == leader->pid && !cleaner) cleaner = world().add({.pgid = 7000, .sid = 7000, .folder = folder});
  };
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(world().received(cleaner), Signals{kTerm});
}

TEST(termination_with_strays_of_a_folder_is_not_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  const ProcessPtr stray = world().add({.tokens = kToken});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(!world().alive(stray));
  CHECK(joined(result.warnings).find("moved out") != std::string::npos);
}

TEST(termination_whose_first_process_left_the_folder_is_not_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr inside = world().add({.folder = folder});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(!world().alive(leader) && !world().alive(inside));
}

TEST(termination_of_a_gone_leader_ends_what_its_folder_holds) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  const ProcessPtr orphan = world().add({.pgid = 7000, .sid = 7000, .folder = folder});
  const ProcessRef ref = job_ref(leader, folder_containment(folder));
  world().exit(leader->pid, 0);
  const ProcessPtr stranger = world().add({.pid = leader->pid, .ppid = kShell});
  const TerminateTreeResult result = ending.must(ref, kQuick);
  CHECK(result.exited && result.guaranteed);
  CHECK(!world().alive(orphan));
  CHECK(world().received(stranger).empty() && world().alive(stranger));
}

TEST(termination_by_a_folder_that_is_another_by_now_leaves_it_alone) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader();
  const ProcessPtr stranger = world().add({.folder = folder});
  Containment old = folder_containment(folder);
  ++old.folder_id;
  const TerminateTreeResult result = ending.must(job_ref(leader, old), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(world().received(stranger).empty() && world().alive(stranger));
  CHECK(world().folders.contains(folder));
}

TEST(termination_of_a_folder_that_cannot_be_killed_kills_one_by_one) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder, .ignores = {kTerm}});
  const ProcessPtr inside = world().add({.folder = folder, .ignores = {kTerm}});
  world().folders.at(folder).kill_error = fake::error(EACCES, "open");
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && result.escalated);
  CHECK(!world().alive(inside));
  CHECK(joined(result.warnings).find("EACCES") != std::string::npos);
}

}  // namespace
}  // namespace reeve::test
