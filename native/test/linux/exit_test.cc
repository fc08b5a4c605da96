#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/linux/kernel/pidfd.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

bool kernel_tells() {
  static const bool answer = platform::probe_machine().exit_info;
  return answer;
}

std::optional<ExitStatus> reap_in_time(const Pin& pin) {
  std::optional<ExitStatus> exit;
  CHECK(eventually([&] { return (exit = platform::reap(pin)).has_value(); }));
  return exit;
}

TEST(reap_tells_codes_and_signals) {
  const Scene scene;
  for (const int code : {0, 1, 42, 255}) {
    const Pin pin = pin_of(fork_child([&] { return code; }));
    const auto exit = reap_in_time(pin);
    REQUIRE(exit.has_value());
    CHECK_EQ(exit->code, code);
    CHECK(!exit->signal);
    CHECK_EQ(exit->source, ExitSource::child);
  }
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  CHECK(!platform::reap(pin));
  kill(pid, SIGTERM);
  const auto exit = reap_in_time(pin);
  CHECK(!exit->code);
  CHECK_EQ(exit->signal, SIGTERM);
}

TEST(reap_of_a_stopped_child_is_no_end) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  kill(pid, SIGSTOP);
  CHECK(eventually([&] { return platform::read_stat(pid).value().state == ProcessState::stopped; }));
  CHECK(!platform::reap(pin));
  kill_and_reap(pid);
}

// Another library's waitpid(-1), on a thread of its own.
TEST(reap_that_another_thread_stole) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  std::atomic<pid_t> stolen = 0;
  std::thread thief([&] { stolen = waitpid(-1, nullptr, __WALL); });
  kill(pid, SIGUSR1);
  thief.join();
  CHECK_EQ(stolen.load(), pid);
  const auto exit = platform::reap(pin);
  REQUIRE(exit.has_value());
  CHECK(!exit->code);
  if (kernel_tells()) {
    CHECK_EQ(exit->source, ExitSource::kernel);
    CHECK_EQ(exit->signal, SIGUSR1);
  } else {
    CHECK_EQ(exit->source, ExitSource::unknown);
    CHECK(!exit->reason.empty());
  }
}

// A child of a child, which is a zombie until its own parent is told to reap it.
struct Grandchild {
  explicit Grandchild(int code) {
    int up[2];
    int down[2];
    CHECK(pipe(up) == 0 && pipe(down) == 0);
    parent = fork_child([&] {
      close(down[1]);
      char byte = 0;
      const pid_t born = fork();
      if (born == 0) {
        if (read(down[0], &byte, 1) != 1) _exit(99);
        _exit(code);
      }
      if (write(up[1], &born, sizeof born) != sizeof born) return 1;
      siginfo_t info{};
      waitid(P_PID, static_cast<id_t>(born), &info, WEXITED | WNOWAIT);
      if (write(up[1], "z", 1) != 1) return 2;
      // Reaps when it is killed with a signal that it handles so.
      sigset_t wanted;
      sigemptyset(&wanted);
      sigaddset(&wanted, SIGUSR1);
      sigprocmask(SIG_BLOCK, &wanted, nullptr);
      int number = 0;
      if (write(up[1], "r", 1) != 1) return 3;
      sigwait(&wanted, &number);
      waitpid(born, nullptr, 0);
      return 0;
    });
    close(up[1]);
    close(down[0]);
    CHECK(read(up[0], &pid, sizeof pid) == sizeof pid);
    pin = pin_of(pid);
    CHECK(!platform::read_exit(pin));
    CHECK(write(down[1], "x", 1) == 1);
    char bytes[2];
    CHECK(read(up[0], bytes, 1) == 1 && read(up[0], bytes + 1, 1) == 1);
    close(up[0]);
    close(down[1]);
  }
  void reap_it() {
    kill(parent, SIGUSR1);
    CHECK_EQ(exit_code_of(parent), 0);
  }
  pid_t parent = 0;
  pid_t pid = 0;
  Pin pin{};
};

TEST(exit_of_a_grandchild_comes_through_the_kernel) {
  const Scene scene;
  Grandchild grandchild(42);
  CHECK(platform::has_ended(grandchild.pin) && !platform::is_gone(grandchild.pin));
  CHECK(!platform::read_exit(grandchild.pin));
  grandchild.reap_it();
  CHECK(platform::is_gone(grandchild.pin));
  const auto exit = platform::read_exit(grandchild.pin);
  CHECK_EQ(exit.has_value(), kernel_tells());
  if (exit) CHECK_EQ(exit->code, 42);
  if (exit) CHECK_EQ(exit->source, ExitSource::kernel);
}

TEST(exit_of_a_zombie_is_in_its_stat) {
  const Scene scene;
  for (const int code : {0, 7}) {
    Grandchild grandchild(code);
    const ExitStatus exit = platform::read_zombie_exit(grandchild.pin);
    CHECK_EQ(exit.code, code);
    CHECK_EQ(exit.source, ExitSource::procfs);
    grandchild.reap_it();
    const ExitStatus late = platform::read_zombie_exit(grandchild.pin);
    CHECK_EQ(late.source, ExitSource::unknown);
    CHECK(!late.reason.empty());
  }
}

TEST(exit_of_the_living_is_not_told) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  CHECK(!platform::read_exit(pin));
  CHECK_EQ(platform::read_zombie_exit(pin).source, ExitSource::unknown);
  kill_and_reap(pid);
}

// Another user's zombie shows 0 to everybody but its owner and root.
TEST(exit_zero_of_another_users_zombie_is_not_believed) {
  const Scene scene;
  if (geteuid() != 0) return;
  Grandchild grandchild(7);
  const pid_t looker = fork_child([&] {
    if (setuid(65534) != 0) return 1;
    const ExitStatus exit = platform::read_zombie_exit(grandchild.pin);
    return exit.code ? 2 : 0;
  });
  CHECK_EQ(exit_code_of(looker), 0);
  grandchild.reap_it();
}

}  // namespace
}  // namespace reeve::test
