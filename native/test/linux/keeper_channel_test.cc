#include "platform/linux/kernel/keeper_channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include "core/platform.h"
#include "test/linux/scene.h"

namespace reeve::test {
namespace {

using keeper::Message;
using keeper::Word;

std::array<UniqueHandle, 2> channel() { return std::move(linux_kernel::open_channel().value()); }

void say(const UniqueHandle& end, const Message& message) {
  CHECK_EQ(send(end.get(), &message, sizeof message, MSG_NOSIGNAL), static_cast<ssize_t>(sizeof message));
}

TEST(keeper_channel_names_a_prepared_child_by_the_kernels_word) {
  const Scene scene;
  const auto ends = channel();
  say(ends[1], {.word = Word::prepared, .pid = 1});
  const auto heard = linux_kernel::receive(ends[0].get());
  REQUIRE(heard.ok());
  CHECK_EQ(heard.value().word, Word::prepared);
  CHECK_EQ(heard.value().pid, getpid());
}

TEST(keeper_channel_keeps_what_is_said_of_others) {
  const Scene scene;
  const auto ends = channel();
  say(ends[1], {.word = Word::exited, .pid = 1, .number = 256});
  const auto heard = linux_kernel::receive(ends[0].get());
  REQUIRE(heard.ok());
  CHECK_EQ(heard.value().pid, 1);
  CHECK_EQ(heard.value().number, 256);
}

TEST(keeper_channel_waits_for_a_silent_keeper_only_so_long) {
  const Scene scene;
  const auto ends = channel();
  const TimePoint before = Clock::now();
  const auto heard = linux_kernel::receive(ends[0].get(), Millis(30));
  REQUIRE(!heard.ok());
  CHECK_EQ(heard.error().code, "ETIMEDOUT");
  CHECK_EQ(heard.error().op, kKeeperOp);
  CHECK(Clock::now() - before >= Millis(30));
}

TEST(keeper_channel_hears_of_a_keepers_death) {
  const Scene scene;
  auto ends = channel();
  ends[1].reset();
  const auto heard = linux_kernel::receive(ends[0].get());
  CHECK(!heard.ok() && heard.error().code == "ECANCELED");
}

TEST(keeper_that_does_not_notice_that_it_was_hung_up_on_is_killed) {
  const Scene scene;
  const pid_t child = fork_sleeper();
  const Result<Pin> pin = platform::open_pin(child);
  REQUIRE(pin.ok());
  linux_kernel::reap_keeper(pin.value());
  CHECK(platform::is_gone(pin.value()));
}

}  // namespace
}  // namespace reeve::test
