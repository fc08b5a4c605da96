#include "platform/win32/kernel/signals.h"
#include "test/win32/scene.h"

namespace reeve::test {
namespace {

TEST(pin_holds_a_process_beyond_its_end) {
  const Scene scene;
  const Sleeper sleeper = start_sleeper();
  Result<Pin> pin = platform::open_pin(sleeper.pin.pid);
  REQUIRE(pin.ok());
  CHECK(!platform::has_ended(pin.value()));
  CHECK(!platform::is_gone(pin.value()));
  kill_and_wait(sleeper.pin);
  CHECK(platform::has_ended(pin.value()));
  CHECK(platform::is_gone(pin.value()));
  const std::optional<ExitStatus> exit = platform::read_exit(pin.value());
  REQUIRE(exit.has_value());
  CHECK_EQ(exit->code, std::optional<std::int64_t>(windows::kKilledExitCode));
}

TEST(pin_of_a_number_that_no_process_has) {
  const Scene scene;
  for (const Pid pid : {Pid{0x7FFFFFFF}, Pid{0x7FFFFFFC}, static_cast<Pid>(GetCurrentThreadId())}) {
    const Result<Pin> pin = platform::open_pin(pid);
    REQUIRE(!pin.ok());
    CHECK_EQ(pin.error().code, "ESRCH");
  }
}

// OpenProcess takes these for the number without its two lowest bits.
TEST(pin_of_a_number_beside_a_process_is_nobodys) {
  const Scene scene;
  const Pid own = platform::own_pid();
  CHECK(platform::open_pin(own).ok());
  for (const Pid pid : {own + 1, own + 2, own + 3}) {
    const Result<Pin> pin = platform::open_pin(pid);
    REQUIRE(!pin.ok());
    CHECK_EQ(pin.error().code, "ESRCH");
  }
}

TEST(pin_copies_hold_the_same_process) {
  const Scene scene;
  const Sleeper sleeper = start_sleeper();
  Result<Pin> copy = platform::copy_pin(sleeper.pin);
  REQUIRE(copy.ok());
  CHECK_EQ(to_text(platform::read_identity(copy.value()).value()),
           to_text(platform::read_identity(sleeper.pin).value()));
  kill_and_wait(copy.value());
  CHECK(platform::has_ended(sleeper.pin));
}

TEST(pin_of_an_ended_process_is_signalled_no_more) {
  const Scene scene;
  const Sleeper sleeper = start_sleeper();
  kill_and_wait(sleeper.pin);
  for (const int signal : {windows::kKill, windows::kTerminate, windows::kSuspend, windows::kResume}) {
    const Status sent = platform::send_signal(sleeper.pin, signal);
    REQUIRE(!sent.ok());
    CHECK_EQ(sent.error().code, "ESRCH");
  }
}

TEST(pin_stops_and_continues_a_process) {
  const Scene scene;
  Sleeper sleeper = start_sleeper();
  CHECK(platform::send_signal(sleeper.pin, platform::freeze_signal()).ok());
  sleeper.input = {};  // it would end now
  CHECK(WaitForSingleObject(sleeper.pin.handle.get(), 100) == WAIT_TIMEOUT);
  CHECK(platform::send_signal(sleeper.pin, platform::continue_signal()).ok());
  wait_for(sleeper.pin);
}

TEST(pin_whose_process_can_only_be_killed_says_so_when_it_is_asked) {
  const Sleeper sleeper = start_sleeper();
  static_cast<void>(platform::send_signal(sleeper.pin, windows::kTerminate).ok());  // opens the desktop, for good
  const Scene scene;
  const Status asked = platform::send_signal(sleeper.pin, windows::kTerminate);
  REQUIRE(!asked.ok());
  CHECK_EQ(asked.error().code, "ERR_UNSUPPORTED");
  kill_and_wait(sleeper.pin);
}

TEST(pin_tells_start_and_parent) {
  const Scene scene;
  const std::uint64_t before = platform::start_now();
  const Sleeper sleeper = start_sleeper();
  const Result<ProcessStat> stat = platform::read_pinned_stat(sleeper.pin);
  REQUIRE(stat.ok());
  CHECK_EQ(stat.value().ppid, platform::own_pid());
  CHECK_EQ(stat.value().name, "cmd.exe");
  CHECK(stat.value().start >= before);
  CHECK(stat.value().start <= platform::start_now());
  const Result<Identity> identity = platform::read_identity(sleeper.pin);
  REQUIRE(identity.ok());
  CHECK_EQ(identity.value().start, stat.value().start);
  kill_and_wait(sleeper.pin);
}

}  // namespace
}  // namespace reeve::test
