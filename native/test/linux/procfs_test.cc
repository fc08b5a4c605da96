#include "platform/linux/kernel/procfs.h"

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <random>

#include "core/identity/protected.h"
#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/users.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

using linux_kernel::parse_stat_line;

// A line of Linux 6.18 with the values that are read at their own numbers: 4 ppid, 5 pgid, 6 sid, 14 and 15 time, 20
// threads, 22 start, 24 rss, 52 exit status.
std::string line_of(const std::string& name, char state = 'S') {
  return "4711 (" + name + ") " + state +
         " 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 "
         "42 43 44 45 46 47 48 49 50 51 52\n";
}

bool has_its_own_fields(const linux_kernel::StatLine& line) {
  const ProcessStat& stat = line.stat;
  return stat.pid == 4711 && stat.ppid == 4 && stat.pgid == 5 && stat.sid == 6 && line.cpu_ticks == 29 &&
         line.threads == 20 && stat.start == 22 && line.rss_pages == 24 && line.exit_status == 52;
}

TEST(stat_line_of_hostile_names) {
  const std::array<std::string, 16> names{"sh",
                                          "",
                                          "a) R (b",
                                          ") R 1 1 1 (",
                                          ")",
                                          "(",
                                          "((((((((((",
                                          "))))))))))))))",
                                          "a b c",
                                          "a\nb\n",
                                          " ",
                                          "\xff\xfe",
                                          "4711 (x) S 4 5 6",
                                          "kworker/u1024:0-events_power_efficient+with-64-bytes-of-a-name--",
                                          "sshd: root@pts/0",
                                          std::string("a\0b", 3)};
  for (const std::string& name : names) {
    const auto line = parse_stat_line(line_of(name));
    REQUIRE(line.has_value());
    CHECK_EQ(line->stat.name, name);
    CHECK(has_its_own_fields(*line));
    CHECK_EQ(line->stat.state, ProcessState::sleeping);
  }
}

TEST(stat_line_states) {
  const std::array<std::pair<char, ProcessState>, 10> states{{{'R', ProcessState::running},
                                                              {'S', ProcessState::sleeping},
                                                              {'I', ProcessState::sleeping},
                                                              {'D', ProcessState::disk_sleep},
                                                              {'T', ProcessState::stopped},
                                                              {'t', ProcessState::stopped},
                                                              {'Z', ProcessState::zombie},
                                                              {'X', ProcessState::zombie},
                                                              {'P', ProcessState::unknown},
                                                              {'?', ProcessState::unknown}}};
  for (const auto& [letter, state] : states) CHECK_EQ(parse_stat_line(line_of("x", letter))->stat.state, state);
}

TEST(stat_line_cut_short_anywhere_is_refused) {
  const std::string whole = line_of("a) R (b");
  const std::size_t last_field = whole.rfind(' ');
  for (std::size_t size = 0; size <= last_field; ++size) {
    if (parse_stat_line(whole.substr(0, size))) fault(__FILE__, __LINE__, whole.substr(0, size));
  }
}

TEST(stat_line_of_large_and_negative_numbers) {
  std::string line = line_of("x");
  line.replace(line.find(" 22 "), 4, " 18446744073709551615 ");
  CHECK_EQ(parse_stat_line(line)->stat.start, UINT64_MAX);
  line.replace(line.find("18446744073709551615"), 20, "18446744073709551616");
  CHECK(!parse_stat_line(line));
  // A process on its way out has group and session -1 (do_task_stat() in fs/proc/array.c).
  line = line_of("x");
  line.replace(line.find(" 5 6 "), 5, " -1 -1 ");
  CHECK_EQ(parse_stat_line(line)->stat.pgid, -1);
}

// What the name is made of never moves a field.
TEST(stat_line_of_random_names) {
  std::mt19937 random(1);
  const std::string alphabet = "() \nR01ab\xff";
  for (int round = 0; round < 100000; ++round) {
    std::string name(random() % 65, 'x');
    for (char& letter : name) letter = alphabet[random() % alphabet.size()];
    const auto line = parse_stat_line(line_of(name));
    if (!line || line->stat.name != name || !has_its_own_fields(*line)) fault(__FILE__, __LINE__, name);
  }
}

TEST(stat_line_of_random_bytes_does_no_harm) {
  std::mt19937 random(2);
  for (int round = 0; round < 100000; ++round) {
    std::string line = line_of("a) R (b");
    for (std::size_t edits = 1 + random() % 5; edits > 0; --edits) {
      const std::size_t at = random() % line.size();
      switch (random() % 3) {
        case 0:
          line[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          line.erase(at, random() % 20);
          break;
        default:
          line.insert(at, 1 + random() % 3, "() -9\n"[random() % 6]);
      }
      if (line.empty()) line = " ";
    }
    static_cast<void>(parse_stat_line(line).has_value());
    std::string noise(random() % 80, ' ');
    for (char& letter : noise) letter = static_cast<char>(random() % 256);
    static_cast<void>(parse_stat_line(noise).has_value());
  }
}

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
  // The clone returns a moment before exec has laid out the new environment: until then none is to be read.
  CHECK(eventually([&] { return platform::carries_token(pid, "REEVE_TREE", "outer").has_value(); }));
  const auto carries = [&](std::string_view variable, std::string_view token) {
    return platform::carries_token(pid, variable, token).value_or(false);
  };
  CHECK(carries("REEVE_TREE", "outer"));
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

TEST(passwd_names_the_first_of_a_uid) {
  const auto names = linux_kernel::parse_passwd(
      "root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/:\n\n# comment\nnocolon\none:two\nx:y:\nx:y:abc:\nempty::7:\n:x:8:\n"
      "big:x:4294967295:\ntoo-big:x:4294967296:\nminus:x:-1:\nend:x:9");
  const auto name = [&](std::uint32_t uid) { return names.contains(uid) ? names.at(uid) : std::string("-"); };
  CHECK_EQ(name(0), "root");
  CHECK_EQ(name(7), "empty");
  CHECK_EQ(name(8), "");
  CHECK_EQ(name(9), "end");
  CHECK_EQ(name(4294967295), "big");
  CHECK_EQ(names.size(), 5U);
  CHECK(linux_kernel::parse_passwd("").empty());
  CHECK(linux_kernel::parse_passwd(std::string(3, '\0')).empty());
}

TEST(passwd_of_random_bytes_does_no_harm) {
  std::mt19937 random(3);
  const std::string alphabet = ":\n019x";
  for (int round = 0; round < 50000; ++round) {
    std::string text(random() % 60, ' ');
    for (char& letter : text) letter = alphabet[random() % alphabet.size()];
    static_cast<void>(linux_kernel::parse_passwd(text).size());
  }
  CHECK_EQ(linux_kernel::user_name(0).value_or("-"), "root");
  CHECK(!linux_kernel::user_name(3999999999));
}

}  // namespace
}  // namespace reeve::test
