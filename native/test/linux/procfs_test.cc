#include "platform/linux/kernel/procfs.h"

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>

#include "core/identity/protected.h"
#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/users.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

TEST(stat_of_a_process_with_a_hostile_name) {
  const Scene scene;
  const pid_t pid = fork_child([] {
    prctl(PR_SET_NAME, "a) R 1 (b\n");
    for (;;) pause();
    return 0;
  });
  CHECK(eventually([&] { return platform::read_stat(pid).value().name == "a) R 1 (b\n"; }));
  const auto stat = platform::read_stat(pid);
  CHECK_EQ(stat.value().ppid, getpid());
  CHECK_EQ(stat.value().pgid, getpgrp());
  kill_and_reap(pid);
  const auto gone = platform::read_stat(pid);
  CHECK(!gone.ok() && gone.error().code == "ESRCH");
}

TEST(list_holds_every_process_and_no_thread) {
  const Scene scene;
  std::atomic<bool> stop = false;
  std::atomic<pid_t> thread_id = 0;
  std::thread thread([&] {
    thread_id = gettid();
    while (!stop) std::this_thread::yield();
  });
  const pid_t pid = fork_sleeper();
  CHECK(eventually([&] { return thread_id != 0; }));
  const auto all = platform::list_processes();
  REQUIRE(all.ok());
  int found = 0;
  for (const ProcessStat& stat : all.value()) {
    found += stat.pid == pid || stat.pid == getpid() || stat.pid == 1;
    CHECK(stat.pid != thread_id);
  }
  CHECK_EQ(found, 3);
  stop = true;
  thread.join();
  kill_and_reap(pid);
}

// hidepid=1 refuses with EPERM, hidepid=2 with ENOENT; neither may spoil a look at all the rest.
TEST(list_passes_over_what_hidepid_hides) {
  const Scene scene;
  if (geteuid() != 0) return;
  const pid_t roots = fork_sleeper();
  const Pin pin = pin_of(roots);
  for (const char* option : {"hidepid=0", "hidepid=1", "hidepid=2"}) {
    const pid_t looker = fork_child([&] {
      if (unshare(CLONE_NEWNS) != 0 || mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 1;
      if (mount("proc", "/proc", "proc", 0, option) != 0) return 2;
      if (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0) return 3;
      const bool hidden = option[8] != '0';
      const auto all = platform::list_processes();
      if (!all.ok()) return 4;
      const auto lists = [&](pid_t pid) {
        return std::any_of(all.value().begin(), all.value().end(), [&](const auto& stat) { return stat.pid == pid; });
      };
      if (!lists(getpid()) || lists(roots) == hidden) return 5;
      const auto stat = platform::read_stat(roots);
      if (stat.ok() == hidden || (hidden && stat.error().code != "ESRCH")) return 6;
      if (ProtectedProcesses::now().incomplete()) return 7;
      return platform::has_ended(pin) || platform::is_gone(pin) ? 8 : 0;
    });
    CHECK_EQ(exit_code_of(looker), 0);
  }
  kill_and_reap(roots);
}

TEST(births_are_counted) {
  const Scene scene;
  const auto before = platform::birth_count();
  kill_and_reap(fork_sleeper());
  const auto after = platform::birth_count();
  REQUIRE(before.ok() && after.ok());
  CHECK(after.value() > before.value());
}

TEST(token_is_found_in_the_job_variable_only) {
  const Scene scene;
  SpawnPlan plan = plan_of({"/bin/sleep", "1000"});
  plan.environment = {"OTHER=t0ken", "REEVE_TREE_X=t0ken", "REEVE_TREE=outer:inner", "LAST=x"};
  auto child = platform::spawn(plan, {}, FolderSupport::Entry::none);
  REQUIRE(child.ok());
  const Pid pid = child.value().pin.pid;
  const auto carries = [&](std::string_view variable, std::string_view token) {
    return platform::carries_token(pid, variable, token).value_or(false);
  };
  // The clone returns a moment before exec has laid out the new environment: until then there is ours or none.
  CHECK(eventually([&] { return carries("REEVE_TREE", "outer"); }));
  CHECK(carries("REEVE_TREE", "inner"));
  CHECK(!carries("REEVE_TREE", "t0ken"));
  CHECK(!carries("REEVE_TREE", "oute") && !carries("REEVE_TREE", "r:inner"));
  CHECK(!carries("REEVE", "inner"));
  CHECK(!carries("OTHER", "inner"));
  kill_and_reap(pid);
  CHECK(!carries("REEVE_TREE", "inner"));
}

TEST(token_of_a_process_without_memory_is_none) {
  const Scene scene;
  const pid_t zombie = fork_child([] { return 0; });
  CHECK(eventually([&] { return platform::read_stat(zombie).value().state == ProcessState::zombie; }));
  CHECK_EQ(platform::carries_token(zombie, "REEVE_TREE", "x"), std::optional(false));
  reap(zombie);
}

TEST(own_cgroup_folder_holds_us) {
  const Scene scene;
  const auto folder = linux_kernel::own_cgroup_folder();
  if (!folder.ok()) {
    CHECK_EQ(folder.error().code, code::kUnsupported);
    return;
  }
  const auto procs = linux_kernel::read_file((folder.value() + "/cgroup.procs").c_str());
  REQUIRE(procs.ok());
  CHECK(("\n" + procs.value()).find("\n" + std::to_string(getpid()) + "\n") != std::string::npos);
}

TEST(users_have_the_names_of_passwd) {
  CHECK_EQ(linux_kernel::user_name(0).value_or("-"), "root");
  CHECK(!linux_kernel::user_name(3999999999));
}

}  // namespace
}  // namespace reeve::test
