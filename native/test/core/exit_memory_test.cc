#include "core/wait/exit_memory.h"

#include "test/check.h"

namespace reeve {
namespace {

Identity identity(Pid pid, std::uint64_t start, std::uint64_t unique) {
  return {.boot = "b007", .pid = pid, .start = start, .unique = unique};
}

TEST(exit_memory_knows_each_process_and_the_latest_of_a_pid) {
  ExitMemory memory;
  memory.remember(identity(5, 1, 11), {.code = 1});
  memory.remember(identity(5, 2, 12), {.code = 2});
  REQUIRE(memory.find(identity(5, 1, 11)) != nullptr);
  CHECK_EQ(memory.find(identity(5, 1, 11))->exit.code, 1);
  CHECK_EQ(memory.find(identity(5, 2, 12))->exit.code, 2);
  CHECK_EQ(memory.find(5)->exit.code, 2);
  CHECK(memory.find(identity(5, 1, 12)) == nullptr);
  CHECK(memory.find(identity(6, 1, 11)) == nullptr);
  CHECK(memory.find(6) == nullptr);
}

TEST(exit_memory_is_of_one_boot) {
  ExitMemory memory;
  memory.remember(identity(5, 1, 11), {.code = 1});
  Identity other = identity(5, 1, 11);
  other.boot = "b008";
  CHECK(memory.find(other) == nullptr);
}

TEST(exit_memory_forgets_the_oldest_beyond_4096) {
  ExitMemory memory;
  constexpr Pid kMany = 10000;
  for (Pid pid = 1; pid <= kMany; ++pid) memory.remember(identity(pid, 1, 1), {.code = pid % 256});
  CHECK(memory.find(identity(kMany - 4096, 1, 1)) == nullptr);
  CHECK(memory.find(kMany - 4096) == nullptr);
  REQUIRE(memory.find(kMany - 4095) != nullptr);
  CHECK(memory.find(identity(kMany - 4095, 1, 1)) != nullptr);
  CHECK_EQ(memory.find(kMany)->exit.code, kMany % 256);
}

// One pid that is given away again and again: its oldest processes go, its latest stays known by the pid.
TEST(exit_memory_of_one_pid_is_bounded_too) {
  ExitMemory memory;
  for (std::uint64_t life = 1; life <= 5000; ++life) memory.remember(identity(7, life, life), {.code = 1});
  CHECK(memory.find(identity(7, 904, 904)) == nullptr);
  CHECK(memory.find(identity(7, 905, 905)) != nullptr);
  REQUIRE(memory.find(7) != nullptr);
  CHECK_EQ(memory.find(7)->identity.unique, 5000U);
}

TEST(exit_memory_told_twice_keeps_the_latest_word) {
  ExitMemory memory;
  memory.remember(identity(5, 1, 11), unknown_exit("no idea"));
  memory.remember(identity(5, 1, 11), {.code = 3});
  CHECK_EQ(memory.find(5)->exit.code, 3);
  for (Pid pid = 100; pid < 100 + 4095; ++pid) memory.remember(identity(pid, 1, 1), {});
  CHECK(memory.find(5) != nullptr);
  memory.remember(identity(99, 1, 1), {});
  CHECK(memory.find(5) == nullptr);
}

}  // namespace
}  // namespace reeve
