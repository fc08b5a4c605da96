#include "core/inventory/process_stats.h"

#include "test/core/scene.h"

namespace reeve::test {
namespace {

constexpr Usage kUsed{.cpu_user_ms = 10, .cpu_system_ms = 1, .memory_kb = 100, .threads = 2};

Result<ProcessStats> stats_of(const ProcessRef& ref, bool tree) {
  SpareHandles spare;
  return process_stats(ref, {.tree = tree}, spare);
}

TEST(stats_of_one_are_its_own) {
  const Scene scene;
  const ProcessPtr parent = world().add({.ppid = kOwn, .usage = kUsed});
  world().add({.ppid = parent->pid, .usage = kUsed});
  const auto stats = stats_of({.pid = parent->pid}, false);
  REQUIRE(stats.ok());
  CHECK_EQ(stats.value().processes, 1U);
  CHECK_EQ(stats.value().usage.cpu_user_ms, std::optional<std::uint64_t>(10));
  CHECK_EQ(stats.value().source, UsageSource::process);
}

TEST(stats_of_a_tree_are_added_up) {
  const Scene scene;
  const ProcessPtr parent = world().add({.ppid = kOwn, .usage = kUsed});
  const ProcessPtr child = world().add({.ppid = parent->pid, .usage = kUsed});
  world().add({.ppid = child->pid, .usage = kUsed});
  world().add({.ppid = fake::kInit, .usage = kUsed});
  const auto stats = stats_of({.pid = parent->pid}, true);
  REQUIRE(stats.ok());
  CHECK_EQ(stats.value().source, UsageSource::descendants);
  CHECK_EQ(stats.value().processes, 3U);
  CHECK_EQ(stats.value().usage.cpu_system_ms, std::optional<std::uint64_t>(3));
  CHECK_EQ(stats.value().usage.memory_kb, std::optional<std::uint64_t>(300));
  CHECK_EQ(stats.value().usage.threads, std::optional<std::uint64_t>(6));
}

// A sum without one of its parts would be too small, and nobody could see it.
TEST(stats_that_one_process_hides_are_no_sum) {
  const Scene scene;
  Usage used = kUsed;
  used.io_read_bytes = 4096;
  const ProcessPtr parent = world().add({.ppid = kOwn, .usage = used});
  world().add({.ppid = parent->pid, .usage = kUsed});
  const auto stats = stats_of({.pid = parent->pid}, true);
  REQUIRE(stats.ok());
  CHECK(!stats.value().usage.io_read_bytes);
  CHECK_EQ(stats.value().usage.memory_kb, std::optional<std::uint64_t>(200));
}

TEST(stats_of_a_tree_leave_out_a_stranger_with_the_pid_of_a_member) {
  const Scene scene;
  const ProcessPtr parent = world().add({.pid = 200, .ppid = kOwn, .usage = kUsed});
  const ProcessPtr child = world().add({.pid = 201, .ppid = 200, .usage = kUsed});
  int pinned = 0;
  // Twice by the walk, for itself and for its children; the third time to be measured.
  world().before_pin = [&](Pid pid) {
    if (pid != 201 || ++pinned != 3) return;
    world().end(child, {});
    world().tick(10);
    world().add({.pid = 201, .ppid = fake::kInit, .usage = {.memory_kb = 1000000}});
  };
  const auto stats = stats_of({.pid = 200}, true);
  CHECK_EQ(pinned, 3);
  REQUIRE(stats.ok());
  CHECK_EQ(stats.value().processes, 1U);
  CHECK_EQ(stats.value().usage.memory_kb, std::optional<std::uint64_t>(100));
}

TEST(stats_of_many_say_who_is_missing_and_why) {
  const Scene scene;
  const ProcessPtr one = world().add({.ppid = kOwn, .usage = kUsed});
  const ProcessPtr other = world().add({.ppid = kOwn, .usage = kUsed});
  const Identity not_it = fake::other_than(world().identity_of(one));
  SpareHandles spare;
  std::string text;
  const std::vector<ProcessRef> refs{{.pid = other->pid}, {.pid = one->pid, .identity = not_it}, {.pid = 4000}};
  const auto head = process_stats_of(refs, {}, spare, [&](const std::string& part) { text += part; });
  REQUIRE(head.ok());
  CHECK(text.starts_with("[{") && text.find("\"pid\":" + std::to_string(other->pid)) != std::string::npos);
  CHECK_EQ(text.find("\"pid\":" + std::to_string(one->pid)), std::string::npos);
  REQUIRE(head.value().missing.size() == 2);
  CHECK_EQ(head.value().missing[0].code, std::string(code::kProcessReused));
  CHECK_EQ(head.value().missing[0].identity, std::optional(to_text(not_it)));
  CHECK_EQ(head.value().missing[1].code, std::string("ESRCH"));
  CHECK_EQ(world().lists, 0);
}

}  // namespace
}  // namespace reeve::test
