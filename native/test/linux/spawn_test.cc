#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

#include "test/linux/scene.h"

namespace reeve::test {
namespace {

constexpr auto kNoFolder = FolderSupport::Entry::none;

// Starts that must fail, with what they say.
Error failure_of(const SpawnPlan& plan) {
  const auto child = platform::spawn(plan, {}, kNoFolder);
  CHECK(!child.ok());
  return child.ok() ? Error{.code = "none", .op = {}} : child.error();
}

// A line of its own /proc/self/status as a child sees it that handles no signal.
std::string status_field(const std::string& name) {
  const std::string status = output_of(plan_of({"/bin/cat", "/proc/self/status"}));
  const std::size_t found = status.find("\n" + name + ":\t");
  if (found == std::string::npos) return "missing";
  const std::size_t first = found + name.size() + 3;
  return status.substr(first, status.find('\n', first) - first);
}

TEST(spawn_runs_and_tells_output_and_code) {
  const Scene scene;
  int code = -1;
  CHECK_EQ(output_of(plan_of({"/bin/sh", "-c", "printf '%s|' \"$@\"; exit 42", "name", "", "a b", "\xff"}), &code),
           "|a b|\xff|");
  CHECK_EQ(code, 42);
}

TEST(spawn_gives_each_child_a_group_or_session_of_its_own) {
  const Scene scene;
  for (const bool session : {false, true}) {
    SpawnPlan plan = plan_of({"/bin/sleep", "1000"});
    plan.new_session = session;
    const auto child = platform::spawn(plan, {}, kNoFolder);
    REQUIRE(child.ok());
    const Pid pid = child.value().pin.pid;
    CHECK_EQ(getpgid(pid), pid);
    CHECK_EQ(getsid(pid), session ? pid : getsid(0));
    kill_and_reap(pid);
  }
}

TEST(spawn_says_why_a_program_cannot_run) {
  const Scene scene;
  CHECK_EQ(failure_of(plan_of({"/no/such/program"})).code, "ENOENT");
  CHECK_EQ(failure_of(plan_of({"no-such-command-anywhere"})).code, "ENOENT");
  CHECK_EQ(failure_of(plan_of({"/etc/passwd"})).code, "EACCES");
  CHECK_EQ(failure_of(plan_of({"/bin"})).code, "EACCES");
  CHECK_EQ(failure_of(plan_of({"/etc/passwd/x"})).code, "ENOTDIR");
  SpawnPlan plan = plan_of({"/bin/true"});
  plan.cwd = "/no/such/folder";
  CHECK_EQ(failure_of(plan).code, "ENOENT");
  CHECK_EQ(failure_of(plan).op, "chdir");
  plan = plan_of({"/bin/true"});
  plan.streams[0] = {.kind = StreamPlan::Kind::descriptor, .descriptor = 9999};
  CHECK_EQ(failure_of(plan).code, "EBADF");
  plan.streams[0] = {.kind = StreamPlan::Kind::file, .path = "/no/such/file"};
  CHECK_EQ(failure_of(plan).code, "ENOENT");
  plan = plan_of({"/bin/true", std::string(std::size_t{4} * 1024 * 1024, 'x')});
  CHECK_EQ(failure_of(plan).code, "E2BIG");
}

TEST(spawn_searches_the_childs_path) {
  const Scene scene;
  SpawnPlan plan = plan_of({"sh", "-c", "echo $0"});
  plan.environment = {"PATH=/no/such:/etc/passwd:/bin"};
  CHECK_EQ(output_of(plan), "sh\n");
  plan.environment = {"PATH=/no/such"};
  CHECK_EQ(failure_of(plan).code, "ENOENT");
}

// A mask, ignored signals and handlers of ours are no business of the program's.
TEST(spawn_gives_default_signals_and_an_empty_mask) {
  const Scene scene;
  sigset_t blocked;
  sigset_t before;
  sigfillset(&blocked);
  struct sigaction ignore {};
  struct sigaction handle {};
  struct sigaction old_pipe {};
  struct sigaction old_user {};
  ignore.sa_handler = SIG_IGN;
  handle.sa_handler = [](int) { _exit(9); };
  sigaction(SIGPIPE, &ignore, &old_pipe);
  sigaction(SIGUSR1, &handle, &old_user);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const std::string mask = status_field("SigBlk");
  const std::string ignored = status_field("SigIgn");
  const std::string caught = status_field("SigCgt");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  sigaction(SIGPIPE, &old_pipe, nullptr);
  sigaction(SIGUSR1, &old_user, nullptr);
  CHECK_EQ(mask, "0000000000000000");
  CHECK_EQ(ignored, "0000000000000000");
  CHECK_EQ(caught, "0000000000000000");
}

TEST(spawn_leaves_the_parents_signals_as_they_were) {
  const Scene scene;
  struct sigaction handle {};
  struct sigaction old {};
  struct sigaction after {};
  handle.sa_handler = [](int) {};
  sigaction(SIGUSR1, &handle, &old);
  sigset_t mine;
  sigset_t before;
  sigset_t now;
  sigemptyset(&mine);
  sigaddset(&mine, SIGWINCH);
  pthread_sigmask(SIG_SETMASK, &mine, &before);
  CHECK_EQ(shell_output("echo x"), "x\n");
  static_cast<void>(failure_of(plan_of({"/no/such/program"})));
  pthread_sigmask(SIG_SETMASK, &before, &now);
  for (int number = 1; number < 32; ++number) CHECK_EQ(sigismember(&now, number), number == SIGWINCH ? 1 : 0);
  sigaction(SIGUSR1, &old, &after);
  CHECK(after.sa_handler == handle.sa_handler);
}

// The child writes errno in our thread's memory; other threads' is theirs.
TEST(spawn_leaves_other_threads_errno_alone) {
  const Scene scene;
  std::atomic<bool> stop = false;
  std::atomic<bool> harmed = false;
  std::thread other([&] {
    errno = 12345;
    while (!stop) harmed = harmed || errno != 12345;
  });
  for (int round = 0; round < 20; ++round) static_cast<void>(failure_of(plan_of({"no-such-command-anywhere"})));
  stop = true;
  other.join();
  CHECK(!harmed);
}

std::string descriptors_of_a_child(const std::array<StreamPlan, kStreamCount>& streams = {}) {
  SpawnPlan plan = plan_of({"/bin/sh", "-c", "for f in /proc/$$/fd/*; do [ -e $f ] && echo ${f##*/}; done"});
  plan.streams = streams;
  std::string text = output_of(plan);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

TEST(spawn_hands_on_no_descriptor_that_was_not_asked_for) {
  const Scene scene;
  std::vector<UniqueHandle> open_ones;
  for (int count = 0; count < 50; ++count) open_ones.emplace_back(open("/dev/null", O_RDONLY));
  CHECK_EQ(descriptors_of_a_child(), "0 1 2 ");
}

TEST(spawn_places_streams_that_stand_in_each_others_way) {
  const Scene scene;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  SpawnPlan plan = plan_of({"/bin/sh", "-c", "echo out; echo err >&2"});
  plan.streams[2] = {.kind = StreamPlan::Kind::descriptor, .descriptor = ends[1]};
  CHECK_EQ(output_of(plan), "out\n");
  char text[16];
  CHECK_EQ(read(ends[0], text, sizeof text), 4);
  close(ends[0]);
  close(ends[1]);
  // Standard input as output and the other way round: 0 <- 1, 1 <- 0.
  const pid_t pid = fork_child([] {
    int pair[2];
    if (pipe(pair) != 0) return 1;
    dup2(pair[1], 0);
    dup2(open("/dev/zero", O_RDONLY), 1);
    SpawnPlan swapped = plan_of({"/bin/sh", "-c", "head -c 3 | tr '\\0' 'z'"});
    swapped.streams[0] = {.kind = StreamPlan::Kind::descriptor, .descriptor = 1};
    swapped.streams[1] = {.kind = StreamPlan::Kind::descriptor, .descriptor = 0};
    const auto child = platform::spawn(swapped, {}, kNoFolder);
    if (!child.ok() || exit_code_of(child.value().pin.pid) != 0) return 2;
    char got[8];
    return read(pair[0], got, sizeof got) == 3 && got[0] == 'z' ? 0 : 3;
  });
  CHECK_EQ(exit_code_of(pid), 0);
}

TEST(spawn_sets_umask_nice_and_ids) {
  const Scene scene;
  if (geteuid() != 0) return;
  SpawnPlan plan = plan_of({"/bin/sh", "-c", "umask; nice; id -u; id -g; id -G"});
  plan.umask = 027;
  plan.nice = 5;
  plan.uid = 65534;
  plan.gid = 65533;
  CHECK_EQ(output_of(plan), "0027\n5\n65534\n65533\n65533\n");
  plan.groups = std::vector<std::uint32_t>{7, 8};
  CHECK_EQ(output_of(plan), "0027\n5\n65534\n65533\n65533 7 8\n");
  CHECK_EQ(geteuid(), 0U);
  CHECK_EQ(prctl(PR_GET_DUMPABLE), 1);
  plan.cwd = "/root";
  struct stat root {};
  if (stat("/root", &root) == 0 && (root.st_mode & S_IXOTH) == 0) CHECK_EQ(failure_of(plan).code, "EACCES");
}

// As containers and old kernels do: the calls are unknown.
bool refuse_calls(std::initializer_list<long> calls) {
  std::vector<sock_filter> program;
  program.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
  for (const long call : calls) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog filter{.len = static_cast<unsigned short>(program.size()), .filter = program.data()};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

TEST(spawn_where_clone3_and_close_range_are_refused) {
  const Scene scene;
  const pid_t pid = fork_child([] {
    for (int count = 0; count < 300; ++count) {
      if (open("/dev/null", O_RDONLY) < 0) return 1;
    }
    constexpr long kClone3 = 435;
    constexpr long kCloseRange = 436;
    if (!refuse_calls({kClone3, kCloseRange})) return 2;
    if (syscall(kCloseRange, ~0U, ~0U, 0U) != -1 || errno != ENOSYS) return 3;
    if (descriptors_of_a_child() != "0 1 2 ") return 4;
    int code = 0;
    if (output_of(plan_of({"/bin/sh", "-c", "echo x; exit 3"}), &code) != "x\n" || code != 3) return 5;
    return failure_of(plan_of({"/no/such/program"})).code == "ENOENT" ? 0 : 6;
  });
  CHECK_EQ(exit_code_of(pid), 0);
}

TEST(pins_where_pidfds_are_refused) {
  const Scene scene;
  const pid_t pid = fork_child([] {
    if (!refuse_calls({434 /* pidfd_open */, 424 /* pidfd_send_signal */})) return 1;
    const pid_t sleeper = fork_sleeper();
    const auto pin = platform::open_pin(sleeper);
    if (!pin.ok() || pin.value().pollable) return 2;
    if (platform::has_ended(pin.value()) || platform::is_gone(pin.value())) return 3;
    if (!platform::read_identity(pin.value()).ok()) return 4;
    if (!platform::send_signal(pin.value(), SIGTERM).ok()) return 5;
    if (!eventually([&] { return platform::has_ended(pin.value()); })) return 6;
    if (platform::is_gone(pin.value())) return 7;
    std::optional<ExitStatus> exit;
    if (!eventually([&] { return (exit = platform::reap(pin.value())).has_value(); })) return 11;
    if (!exit || exit->signal != SIGTERM) return 8;
    if (!platform::is_gone(pin.value())) return 9;
    const Status late = platform::send_signal(pin.value(), SIGTERM);
    return !late.ok() && late.error().code == "ESRCH" ? 0 : 10;
  });
  CHECK_EQ(exit_code_of(pid), 0);
}

// A process whose main thread has ended while another lives on.
pid_t fork_headless() {
  return fork_child([] {
    pthread_t other{};
    const auto sleep_on = [](void*) -> void* {
      for (;;) pause();
    };
    if (pthread_create(&other, nullptr, sleep_on, nullptr) != 0) return 1;
    syscall(SYS_exit, 0);
    return 2;
  });
}

TEST(pins_of_a_process_whose_main_thread_has_ended) {
  const Scene scene;
  const pid_t headless = fork_headless();
  CHECK(eventually([&] { return platform::read_stat(headless).value().state == ProcessState::zombie; }));
  const Pin pin = pin_of(headless);
  CHECK(!platform::has_ended(pin));
  CHECK_EQ(platform::read_zombie_exit(pin).source, ExitSource::unknown);
  const auto all = platform::list_processes();
  REQUIRE(all.ok());
  CHECK(std::any_of(all.value().begin(), all.value().end(), [&](const auto& stat) { return stat.pid == headless; }));
  const pid_t refused = fork_child([&] {
    if (!refuse_calls({434 /* pidfd_open */, 424 /* pidfd_send_signal */})) return 1;
    const auto without = platform::open_pin(headless);
    return without.ok() && !without.value().pollable && !platform::has_ended(without.value()) ? 0 : 2;
  });
  CHECK_EQ(exit_code_of(refused), 0);
  kill_and_reap(headless);
  CHECK(platform::has_ended(pin));
}

TEST(spawn_from_eight_threads_at_once) {
  const Scene scene;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      for (int round = 0; round < 20; ++round) {
        const std::string word = std::to_string(number * 100 + round);
        if (round % 5 == 4) {
          good += failure_of(plan_of({"/no/such/program"})).code == "ENOENT";
        } else {
          good += shell_output("echo " + word) == word + "\n";
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_EQ(good.load(), 160);
}

TEST(spawn_while_signals_rain_on_the_program) {
  const Scene scene;
  struct sigaction handle {};
  struct sigaction old {};
  static std::atomic<int> handled;
  static std::atomic<pid_t> elsewhere;
  handled = 0;
  elsewhere = 0;
  handle.sa_handler = [](int) {
    ++handled;
    if (static_cast<pid_t>(syscall(SYS_getpid)) != elsewhere) _exit(77);  // run by the child, in our memory
  };
  handle.sa_flags = SA_RESTART;
  elsewhere = getpid();
  sigaction(SIGUSR2, &handle, &old);
  std::atomic<bool> stop = false;
  const pthread_t self = pthread_self();
  std::thread rain([&] {
    while (!stop) {
      pthread_kill(self, SIGUSR2);
      std::this_thread::yield();
    }
  });
  while (handled == 0) std::this_thread::yield();
  for (int round = 0; round < 50; ++round) CHECK_EQ(shell_output("echo x"), "x\n");
  stop = true;
  rain.join();
  sigaction(SIGUSR2, &old, nullptr);
}

TEST(spawned_pipes_and_descriptors_are_closed_after_a_failure) {
  const Scene scene;
  SpawnPlan plan = plan_of({"/no/such/program"});
  for (StreamPlan& stream : plan.streams) stream.kind = StreamPlan::Kind::pipe;
  for (int round = 0; round < 20; ++round) static_cast<void>(failure_of(plan));
}

}  // namespace
}  // namespace reeve::test
