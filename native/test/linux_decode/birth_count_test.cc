#include "platform/linux/decode/birth_count.h"

#include <cstdint>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_birth_count;

TEST(births_are_the_count_of_processes) {
  CHECK_EQ(parse_birth_count("cpu  1 2\nintr 1 2 3\nctxt 5\nbtime 1700000000\nprocesses 4711\nprocs_running 2\n"),
           std::optional<std::uint64_t>(4711));
  CHECK_EQ(parse_birth_count("cpu  1\nprocesses 18446744073709551615\n"), std::optional<std::uint64_t>(UINT64_MAX));
}

TEST(births_not_told_are_not_counted) {
  for (const char* text : {"", "\n", "cpu  1 2\nctxt 5\n", "cpu  1\nprocesses\n", "cpu  1\nprocesses \n",
                           "cpu  1\nprocesses 18446744073709551616\n", "cpu  1\nprocesses -1\n", "x"}) {
    CHECK(!parse_birth_count(text));
  }
}

TEST(births_are_a_whole_field) {
  CHECK_EQ(parse_birth_count("processes 5\n"), std::optional<std::uint64_t>(5));
  CHECK(!parse_birth_count("cpu  1\nprocesses 12x\n"));
  CHECK(!parse_birth_count("cpu  1\nprocesses 12 13\n"));
}

}  // namespace
}  // namespace reeve::test
