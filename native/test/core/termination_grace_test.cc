#include <algorithm>
#include <atomic>
#include <cerrno>

#include "test/core/ending.h"

namespace reeve::test {
namespace {

// Does this once the root was asked and its end is waited for.
class Later {
 public:
  Later(const ProcessPtr& root, std::function<void()> what)
      : thread_([root, what = std::move(what)] {
          CHECK(eventually([&] { return watches_of(root) == 2; }));
          what();
        }) {}
  ~Later() { thread_.join(); }
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;

 private:
  std::thread thread_;
};

// The leader ignores the signal and ends once everybody who is to be born was asked.
TEST(termination_asks_those_who_are_born_in_the_grace) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  std::atomic<int> asked = 0;
  std::vector<ProcessPtr> born;
  world().after_signal = [&](Pid pid, int) {
    if (pid != leader->pid && ++asked == 3) world().exit(leader->pid, 0);
  };
  TerminateTreeResult result;
  {
    const Later later(leader, [&] {
      for (int count = 0; count < 3; ++count) born.push_back(add_child(leader, {.pgid = 7000 + count}));
    });
    result = ending.must(ref_to(leader), kPatient);
  }
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(result.signaled_count, 4U);
  REQUIRE(born.size() == 3);
  for (const ProcessPtr& child : born) CHECK_EQ(world().received(child), Signals{kTerm});
  CHECK_EQ(world().received(leader), Signals{kTerm});
}

TEST(termination_asks_those_who_are_born_in_the_folder_in_the_grace) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder, .ignores = {kTerm}});
  const Containment containment = folder_containment(folder);
  ProcessPtr born;
  int lists = 0;
  world().after_signal = [&](Pid pid, int) {
    if (pid == leader->pid) lists = world().lists;
    if (pid == leader->pid) return;
    CHECK_EQ(world().lists, lists);  // the folder's own list is enough
    world().exit(leader->pid, 0);
  };
  TerminateTreeResult result;
  {
    const Later later(leader, [&] { born = world().add({.pgid = 7000, .sid = 7000, .folder = folder}); });
    result = ending.must(job_ref(leader, containment), kPatient);
  }
  CHECK(result.exited && !result.escalated && result.guaranteed);
  REQUIRE(born != nullptr);
  CHECK_EQ(world().received(born), Signals{kTerm});
}

TEST(termination_takes_no_look_at_all_processes_in_a_grace_in_which_nobody_is_born) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  int at_the_end = 0;
  world().before_signal = [&](Pid, int signal) {
    if (signal == kStop) at_the_end = world().lists;
  };
  TerminateOptions options = kQuick;
  options.grace = Millis(100);
  CHECK(ending.must(ref_to(leader), options).exited);
  CHECK_EQ(at_the_end, 2);  // one to ask, one to kill
}

TEST(termination_survives_looks_that_fail_in_the_grace) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  ProcessPtr born;
  world().after_signal = [&](Pid pid, int) {
    if (born && pid == born->pid) world().exit(leader->pid, 0);
  };
  TerminateTreeResult result;
  {
    const Later later(leader, [&] {
      world().change([&](fake::World& now) {
        born = now.add_locked({.ppid = leader->pid});
        now.list_error = fake::error(EMFILE, "opendir");
        now.list_errors = 3;
      });
    });
    result = ending.must(ref_to(leader), kPatient);
  }
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(joined(result.warnings), "");
}

TEST(termination_continues_who_is_stopped_between_the_look_and_the_signal) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader();
  world().before_signal = [&](Pid, int signal) {
    if (signal == kTerm) world().change([&](fake::World&) { leader->state = ProcessState::stopped; });
  };
  const TerminateTreeResult result = ending.must(ref_to(leader), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(world().received(leader), (Signals{kTerm, kCont}));
}

TEST(termination_continues_nobody_who_is_not_stopped) {
  const Scene scene;
  Ending ending;
  const ProcessPtr running = add_leader({.ignores = {kTerm}});
  const ProcessPtr traced = add_child(running, {.state = ProcessState::traced, .ignores = {kTerm}});
  const ProcessPtr continued = add_child(running, {.state = ProcessState::stopped, .ignores = {kTerm}});
  world().before_signal = [&](Pid pid, int signal) {
    if (pid == continued->pid && signal == kTerm) {
      world().change([&](fake::World&) { continued->state = ProcessState::sleeping; });
    }
  };
  TerminateOptions options = kQuick;
  options.grace = Millis(50);
  CHECK(ending.must(ref_to(running), options).exited);
  for (const ProcessPtr& process : {running, traced, continued}) {
    const Signals received = world().received(process);
    CHECK_EQ(received.front(), kTerm);
    CHECK(std::find(received.begin(), received.end(), kCont) == received.end());
  }
}

TEST(termination_kills_who_is_born_of_one_that_can_not_be_killed) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.unkillable = true});
  ProcessPtr born;
  TerminateOptions options = kQuick;
  options.signal = kKill;
  options.kill_wait = Millis(100);  // the first look for newcomers comes before its end, also where both are late
  world().after_signal = [&](Pid, int signal) {
    if (signal == kKill && !born) born = add_child(leader, {.pgid = 7000, .sid = 7000});
  };
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(!result.exited && result.timed_out);
  REQUIRE(born != nullptr);
  CHECK(!world().alive(born));
  REQUIRE(result.survivors.size() == 1);
  CHECK_EQ(result.survivors[0].pid, leader->pid);
}

TEST(termination_names_survivors_born_at_the_last_moment) {
  const Scene scene;
  Ending ending;
  const ProcessPtr leader = add_leader({.unkillable = true});
  ProcessPtr born;
  TerminateOptions options = kQuick;
  options.signal = kKill;
  options.kill_wait = Millis(8);  // over before the first look for newcomers
  world().after_signal = [&](Pid, int signal) {
    if (signal == kKill && !born) born = add_child(leader, {.unkillable = true});
  };
  const TerminateTreeResult result = ending.must(ref_to(leader), options);
  CHECK(!result.exited);
  CHECK_EQ(result.survivors.size(), 2U);
}

}  // namespace
}  // namespace reeve::test
