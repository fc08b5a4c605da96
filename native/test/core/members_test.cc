#include "core/tree/members.h"

#include <algorithm>
#include <set>

#include "test/check.h"

namespace reeve {
namespace {

using Pids = std::set<Pid>;

struct Row {
  Pid pid;
  Pid ppid;
  Pid pgid = 0;
  Pid sid = 0;
  std::uint64_t start = 100;
};

Pids find(const TreeShape& shape, const KnownMembers& known, const std::vector<Row>& rows,
          std::uint64_t snapshot_start = 1000) {
  std::vector<ProcessStat> snapshot;
  for (const Row& row : rows) {
    snapshot.push_back({.pid = row.pid, .ppid = row.ppid, .pgid = row.pgid, .sid = row.sid, .start = row.start});
  }
  const auto found = find_members(shape, known, snapshot, snapshot_start);
  Pids pids;
  for (const ProcessStat* stat : found) pids.insert(stat->pid);
  CHECK_EQ(pids.size(), found.size());
  return pids;
}

const TreeShape kRootOnly{.root = 10, .born = 100};

TEST(members_to_any_depth) {
  std::vector<Row> rows{{10, 1}};
  for (Pid pid = 11; pid < 2000; ++pid) rows.push_back({pid, pid - 1});
  std::reverse(rows.begin(), rows.end());
  CHECK_EQ(find(kRootOnly, {}, rows).size(), 1990U);
}

TEST(members_are_not_strangers) {
  CHECK_EQ(find(kRootOnly, {}, {{10, 1}, {11, 10}, {12, 1}, {13, 12}, {1, 0}}), (Pids{10, 11}));
  CHECK_EQ(find({}, {}, {{10, 1}, {11, 10}, {1, 0}}), Pids{});
}

TEST(members_re_parented_are_found_by_group_and_session) {
  const TreeShape shape{.root = 10, .pgid = 10, .sid = 10, .born = 100};
  const std::vector<Row> rows{{10, 1, 10, 10}, {11, 1, 10, 10},  {12, 1, 12, 10},
                              {13, 1, 10, 5},  {14, 12, 14, 14}, {15, 1, 15, 15}};
  CHECK_EQ(find(shape, {}, rows), (Pids{10, 11, 12, 13, 14}));
}

TEST(members_of_a_group_or_session_that_is_not_the_trees_do_not_count) {
  // Kernel threads have group and session 0, which is also "none".
  CHECK_EQ(find(kRootOnly, {}, {{10, 1, 5, 5}, {11, 1, 5, 5}, {12, 2, 0, 0}}), (Pids{10}));
}

TEST(members_are_not_older_than_the_first) {
  const TreeShape shape{.root = 10, .pgid = 10, .sid = 10, .born = 100};
  const std::vector<Row> rows{
      {10, 1, 10, 10, 100}, {11, 10, 10, 10, 99}, {12, 11, 12, 12, 101}, {13, 10, 10, 10, 100}, {14, 1, 10, 10, 99}};
  // 12 is a child of one that isn't taken.
  CHECK_EQ(find(shape, {}, rows), (Pids{10, 13}));
  CHECK_EQ(find({.root = 10, .born = 101}, {}, {{10, 1, 10, 10, 100}}), Pids{});
}

TEST(members_known_are_not_found_again) {
  CHECK_EQ(find(kRootOnly, {{10, {.sure = true}}, {11, {.sure = true}}}, {{10, 1}, {11, 10}, {12, 11}, {13, 10}}),
           (Pids{12, 13}));
}

TEST(members_known_that_are_not_in_the_snapshot_have_children) {
  CHECK_EQ(find({.born = 100}, {{10, {.sure = true}}}, {{11, 10}, {12, 11}}), (Pids{11, 12}));
}

// The parent ended while the snapshot was taken: a child born since may be that of a process that got its pid.
TEST(members_of_unsure_parents_were_born_before_the_snapshot) {
  const std::vector<Row> rows{{11, 10, 0, 0, 499}, {12, 10, 0, 0, 500}, {13, 12, 0, 0, 501}, {14, 11, 0, 0, 600}};
  CHECK_EQ(find({.born = 100}, {{10, {.sure = false}}}, rows, 500), (Pids{11, 14}));
  CHECK_EQ(find({.born = 100}, {{10, {.sure = true}}}, rows, 500), (Pids{11, 12, 13, 14}));
}

TEST(members_of_parents_in_a_circle_and_of_themselves) {
  CHECK_EQ(find(kRootOnly, {}, {{10, 12}, {11, 10}, {12, 11}, {13, 13}}), (Pids{10, 11, 12}));
  CHECK_EQ(find(kRootOnly, {}, {{10, 10}, {11, 11}}), (Pids{10}));
  CHECK_EQ(find(kRootOnly, {{10, {.sure = true}}}, {{10, 10}, {11, 10}}), (Pids{11}));
}

TEST(members_of_nothing) {
  CHECK_EQ(find(kRootOnly, {}, {}), Pids{});
  CHECK_EQ(find(kRootOnly, {{5, {}}}, {}), Pids{});
}

TEST(members_listed_twice_are_found_once) {
  CHECK_EQ(find(kRootOnly, {}, {{10, 1}, {11, 10}, {11, 10}, {11, 1}}), (Pids{10, 11}));
}

}  // namespace
}  // namespace reeve
