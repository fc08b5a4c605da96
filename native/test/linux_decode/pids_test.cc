#include "platform/linux/decode/pids.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_pid;
using linux_decode::parse_pids;

using Pids = std::vector<Pid>;

Pids pids_of(std::string_view procs) {
  Pids pids;
  parse_pids(procs, pids);
  return pids;
}

TEST(pids_are_the_lines_of_cgroup_procs) {
  CHECK_EQ(pids_of("1\n4711\n2147483647\n"), (Pids{1, 4711, 2147483647}));
  CHECK_EQ(pids_of("12\n34"), (Pids{12, 34}));
  CHECK_EQ(pids_of(""), Pids{});
}

TEST(pids_are_added_to_those_there) {
  Pids pids{7};
  parse_pids("8\n", pids);
  CHECK_EQ(pids, (Pids{7, 8}));
}

TEST(pids_of_other_namespaces_are_passed_over) { CHECK_EQ(pids_of("0\n4711\n0\n"), Pids{4711}); }

// A number that is only the start of a line would be the pid of a process that nobody named.
TEST(pids_are_whole_lines) {
  CHECK_EQ(pids_of("12ab\n-1\n-4711\n 5\n+5\n2147483648\n4294967297\n\n12 13\n8\n"), Pids{8});
}

TEST(pids_name_the_folders_of_proc) {
  CHECK_EQ(parse_pid("1"), std::optional<Pid>(1));
  CHECK_EQ(parse_pid("4194304"), std::optional<Pid>(4194304));
  for (const char* name : {"", "0", "-1", "self", "thread-self", "12x", "x12", " 1", "2147483648", "1:cpu", "007"}) {
    CHECK(!parse_pid(name));
  }
}

}  // namespace
}  // namespace reeve::test
