#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/linux/kernel/pidfd.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

bool has_error(const Status& status, std::string_view code) { return !status.ok() && status.error().code == code; }

TEST(pin_of_a_thread_or_of_nobody_is_refused) {
  const Scene scene;
  std::atomic<pid_t> thread_id = 0;
  std::atomic<bool> stop = false;
  std::thread thread([&] {
    thread_id = gettid();
    while (!stop) std::this_thread::yield();
  });
  CHECK(eventually([&] { return thread_id != 0; }));
  const auto of_thread = platform::open_pin(thread_id);
  CHECK(!of_thread.ok() && of_thread.error().code == "ESRCH");
  stop = true;
  thread.join();
  const pid_t dead = fork_child([] { return 0; });
  reap(dead);
  const auto of_nobody = platform::open_pin(dead);
  CHECK(!of_nobody.ok() && of_nobody.error().code == "ESRCH");
}

TEST(pin_tells_a_living_from_an_ended_from_a_reaped_process) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  CHECK(!platform::has_ended(pin) && !platform::is_gone(pin));
  kill(pid, SIGKILL);
  CHECK(eventually([&] { return platform::has_ended(pin); }));
  CHECK(!platform::is_gone(pin));
  CHECK(platform::send_signal(pin, SIGTERM).ok());
  CHECK(platform::read_pinned_stat(pin).ok());
  reap(pid);
  CHECK(platform::has_ended(pin) && platform::is_gone(pin));
  CHECK(has_error(platform::send_signal(pin, SIGTERM), "ESRCH"));
  const auto stat = platform::read_pinned_stat(pin);
  CHECK(!stat.ok() && stat.error().code == "ESRCH");
  const auto identity = platform::read_identity(pin);
  CHECK(!identity.ok() && identity.error().code == "ESRCH");
}

TEST(pin_copies_name_the_same_process) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  const auto copy = platform::copy_pin(pin);
  REQUIRE(copy.ok());
  CHECK(copy.value().handle.get() != pin.handle.get());
  CHECK(platform::send_signal(copy.value(), SIGKILL).ok());
  CHECK(WIFSIGNALED(reap(pid)));
  CHECK(platform::is_gone(copy.value()));
}

TEST(identity_is_equal_across_pins_and_different_for_two_processes) {
  const Scene scene;
  const pid_t one = fork_sleeper();
  const pid_t two = fork_sleeper();
  const auto first = platform::read_identity(pin_of(one));
  const auto again = platform::read_identity(pin_of(one));
  const auto other = platform::read_identity(pin_of(two));
  REQUIRE(first.ok() && again.ok() && other.ok());
  CHECK_EQ(to_text(first.value()), to_text(again.value()));
  CHECK_EQ(compare(first.value(), again.value()), Sameness::same);
  CHECK(to_text(first.value()) != to_text(other.value()));
  CHECK_EQ(compare(first.value(), other.value()), Sameness::different);
  const auto parsed = parse_identity(to_text(first.value()));
  REQUIRE(parsed.has_value());
  CHECK_EQ(compare(*parsed, first.value()), Sameness::same);
  if (linux_kernel::pidfds_have_own_inodes()) CHECK(first.value().unique != other.value().unique);
  kill_and_reap(one);
  kill_and_reap(two);
}

TEST(identity_of_a_zombie_is_that_of_the_living) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const Pin pin = pin_of(pid);
  const auto before = platform::read_identity(pin);
  kill(pid, SIGKILL);
  CHECK(eventually([&] { return platform::has_ended(pin); }));
  const auto after = platform::read_identity(pin);
  REQUIRE(before.ok() && after.ok());
  CHECK_EQ(to_text(before.value()), to_text(after.value()));
  reap(pid);
}

TEST(starts_are_between_then_and_now) {
  const Scene scene;
  const std::uint64_t before = platform::start_now();
  const pid_t pid = fork_sleeper();
  const std::uint64_t after = platform::start_now();
  const auto stat = platform::read_stat(pid);
  REQUIRE(stat.ok());
  CHECK(stat.value().start >= before && stat.value().start <= after);
  kill_and_reap(pid);
}

TEST(group_of_a_dead_leader_can_be_signalled) {
  const Scene scene;
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t leader = fork_child([&] {
    setpgid(0, 0);
    const pid_t member = fork();
    if (member == 0) {
      for (;;) pause();
    }
    const ssize_t written = write(ends[1], &member, sizeof member);
    return written == sizeof member ? 0 : 1;
  });
  pid_t member = 0;
  REQUIRE(read(ends[0], &member, sizeof member) == sizeof member);
  close(ends[0]);
  close(ends[1]);
  const Pin leader_pin = pin_of(leader);
  const Pin member_pin = pin_of(member);
  CHECK(eventually([&] { return platform::has_ended(leader_pin); }));
  CHECK(platform::send_signal_to_group(leader_pin, 0).ok());
  CHECK_EQ(exit_code_of(leader), 0);
  // Reaped, and its group still there (Linux 6.9).
  const Status sent = platform::send_signal_to_group(leader_pin, SIGKILL);
  if (linux_kernel::pidfds_have_own_inodes()) {
    CHECK(sent.ok());
  } else {
    kill(member, SIGKILL);
  }
  CHECK(eventually([&] { return platform::has_ended(member_pin); }));
  CHECK(eventually([&] { return has_error(platform::send_signal_to_group(leader_pin, SIGKILL), "ESRCH"); }));
}

TEST(pin_without_a_descriptor_left_says_so) {
  const Scene scene;
  const pid_t pid = fork_child([] {
    rlimit limit{.rlim_cur = 3, .rlim_max = 3};
    setrlimit(RLIMIT_NOFILE, &limit);
    const auto pin = platform::open_pin(getpid());
    const auto list = platform::list_processes();
    return !pin.ok() && pin.error().code == "EMFILE" && !list.ok() && list.error().code == "EMFILE" ? 0 : 1;
  });
  CHECK_EQ(exit_code_of(pid), 0);
}

}  // namespace
}  // namespace reeve::test
