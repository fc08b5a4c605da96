#include "core/tree/pinned_tree.h"

#include <algorithm>
#include <cerrno>

#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Pids = std::vector<Pid>;

// A tree of a leader with its own group, looked for as terminate_tree does it.
struct Grove {
  Scene scene;
  SpareHandles spare;
  ProcessPtr leader = add_leader();
  TreeShape shape{.root = leader->pid, .pgid = leader->pid, .born = leader->start};

  PinnedTree tree(const Containment& recorded = {}) {
    PinnedTree made(shape, recorded, ProtectedProcesses::now(), spare);
    made.add(pin_of(leader), stat_of(leader));
    return made;
  }
};

Pids members_of(PinnedTree& tree) {
  Pids pids;
  for (const auto& [pid, member] : tree.members()) pids.push_back(pid);
  return pids;
}

std::size_t sweep(PinnedTree& tree) {
  const Result<std::size_t> found = tree.sweep();
  CHECK(found.ok());
  return found.ok() ? found.value() : 0;
}

bool logged(const std::vector<std::string>& log, const std::string& entry) {
  return std::find(log.begin(), log.end(), entry) != log.end();
}

TEST(tree_takes_descendants_and_no_stranger) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  const ProcessPtr grandchild = add_child(child, {.pgid = 7000, .sid = 7000});
  const ProcessPtr stranger = world().add({.ppid = kShell});
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 2U);
  CHECK_EQ(members_of(tree), (Pids{grove.leader->pid, child->pid, grandchild->pid}));
  CHECK_EQ(sweep(tree), 0U);
  CHECK_EQ(tree.living(), 3U);
  CHECK(world().alive(stranger));
}

TEST(tree_takes_nobody_who_got_a_pid_between_the_look_and_the_pin) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  world().before_pin = [&](Pid pid) {
    if (pid != child->pid || !world().alive(child)) return;
    world().exit(child->pid, 0);
    world().add({.pid = pid, .ppid = kShell});
  };
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 0U);
  CHECK_EQ(members_of(tree), (Pids{grove.leader->pid}));
}

TEST(tree_takes_no_zombies) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader, {.held = true});
  world().exit(child->pid, 0);
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 0U);
}

TEST(tree_keeps_the_children_of_a_member_that_died) {
  Grove grove;
  const ProcessPtr middle = add_child(grove.leader);
  const ProcessPtr last = add_child(middle, {.pgid = 7000, .sid = 7000});
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 2U);
  world().exit(middle->pid, 0);
  CHECK_EQ(last->ppid, fake::kInit);
  tree.refresh();
  CHECK_EQ(tree.living(), 2U);
  CHECK(tree.members().at(last->pid).pin.has_value());
}

// The parent dies after it was listed and its pid goes to a stranger, whose child is born meanwhile.
TEST(tree_takes_no_child_of_a_stranger_with_a_members_pid) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader, {.pgid = 7000, .sid = 7000});
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 1U);
  ProcessPtr strangers_child;
  world().before_list = [&](int) {
    if (strangers_child) return;
    world().exit(child->pid, 0);
    const ProcessPtr stranger = world().add({.pid = child->pid, .ppid = kShell});
    strangers_child = add_child(stranger);
  };
  CHECK_EQ(sweep(tree), 0U);
  CHECK(!tree.members().contains(strangers_child->pid));
  CHECK_EQ(tree.living(), 1U);
  CHECK_EQ(sweep(tree), 0U);
}

TEST(tree_takes_a_reused_pid_again_when_it_is_its_own) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 1U);
  world().exit(child->pid, 0);
  const ProcessPtr again = add_child(grove.leader, {.pid = child->pid});
  CHECK_EQ(sweep(tree), 1U);
  CHECK_EQ(tree.living(), 2U);
  CHECK(tree.signal(tree.members().at(again->pid), kTerm).ok());
  CHECK(!world().alive(again));
}

TEST(tree_without_descriptors_keeps_members_by_their_start) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  PinnedTree tree = grove.tree();
  world().pins_left = 0;
  CHECK_EQ(sweep(tree), 1U);
  TreeMember& member = tree.members().at(child->pid);
  CHECK(!member.pin);
  CHECK_EQ(tree.living(), 2U);
  world().pins_left = 1;
  CHECK(tree.signal(member, kHup).ok());
  CHECK_EQ(world().received(child), (std::vector<int>{kHup}));
  tree.refresh();
  CHECK_EQ(tree.living(), 1U);
}

TEST(tree_without_descriptors_signals_no_stranger) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  PinnedTree tree = grove.tree();
  world().pins_left = 0;
  CHECK_EQ(sweep(tree), 1U);
  world().exit(child->pid, 0);
  const ProcessPtr stranger = world().add({.pid = child->pid, .ppid = kShell});
  world().pins_left = 1;
  const Status refused = tree.signal(tree.members().at(child->pid), kTerm);
  CHECK(!refused.ok() && refused.error().code == code::kProcessReused);
  CHECK(world().received(stranger).empty());
  tree.refresh();
  CHECK_EQ(tree.living(), 1U);
}

TEST(tree_lists_with_the_spare_handles_when_none_is_left) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  PinnedTree tree = grove.tree();
  world().most_handles = world().open_handles();
  CHECK_EQ(sweep(tree), 1U);
  CHECK(tree.members().contains(child->pid));
}

TEST(tree_never_takes_the_protected) {
  Grove grove;
  // As if we had joined its group.
  world().at(kOwn)->pgid = grove.leader->pid;
  grove.shape.born = 1;
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 0U);
  CHECK_EQ(members_of(tree), (Pids{grove.leader->pid}));
  tree.signal_group(kKill);
  CHECK(world().alive(grove.leader));
  CHECK(world().received(world().at(kOwn)).empty());
  PinnedTree other(grove.shape, {}, ProtectedProcesses::now(), grove.spare);
  other.add(pin_of(world().at(kOwn)), stat_of(world().at(kOwn)));
  CHECK(other.members().empty());
}

// Reading one blocks for seconds under a fork storm.
TEST(tree_reads_environments_while_it_grows_only_when_kinship_finds_no_more) {
  Grove grove;
  add_child(grove.leader);
  world().before_list = [](int number) {
    if (number == 1) world().add({.ppid = kShell});
  };
  const ProcessPtr orphan = world().add({.tokens = "outer:t0ken"});
  PinnedTree tree = grove.tree({.cookie = "t0ken"});
  static_cast<void>(world().take_log());
  CHECK_EQ(sweep(tree), 1U);
  for (const std::string& entry : world().take_log()) CHECK(!entry.starts_with("token"));
  CHECK_EQ(sweep(tree), 1U);
  CHECK(logged(world().take_log(), "token of " + std::to_string(orphan->pid)));
  CHECK(tree.members().contains(orphan->pid));
  CHECK_EQ(sweep(tree), 0U);
}

TEST(tree_reads_environments_at_once_when_nobody_is_born) {
  Grove grove;
  add_child(grove.leader);
  world().add({.tokens = "outer:t0ken"});
  PinnedTree tree = grove.tree({.cookie = "t0ken"});
  CHECK_EQ(sweep(tree), 2U);
  CHECK(!tree.births_since_sweep() && !tree.undecided());
}

TEST(tree_is_undecided_about_the_young_in_the_middle_of_an_exec) {
  Grove grove;
  const ProcessPtr young = world().add({.tokens = "t0ken", .in_exec = true});
  PinnedTree tree = grove.tree({.cookie = "t0ken"});
  CHECK_EQ(sweep(tree), 0U);
  CHECK(tree.undecided());
  young->in_exec = false;
  CHECK_EQ(sweep(tree), 1U);
  CHECK(!tree.undecided());
  // One that is old and shows nothing has no environment.
  world().add({.tokens = "t0ken", .in_exec = true});
  world().tick(1000);
  CHECK_EQ(sweep(tree), 0U);
  CHECK(!tree.undecided());
}

TEST(tree_asks_no_environment_without_a_token) {
  Grove grove;
  PinnedTree tree = grove.tree();
  CHECK_EQ(sweep(tree), 0U);
  for (const std::string& entry : world().take_log()) CHECK(!entry.starts_with("token"));
}

TEST(tree_asks_nobody_twice_who_is_settled) {
  Grove grove;
  const ProcessPtr settled = world().add({.ppid = kShell});
  const ProcessPtr older = world().add({.ppid = kShell, .start = 2});
  world().tick(1000);
  const ProcessPtr young = world().add({.ppid = kShell});
  const auto asked = [](const ProcessPtr& process) { return "token of " + std::to_string(process->pid); };
  PinnedTree tree = grove.tree({.cookie = "t0ken"});
  static_cast<void>(world().take_log());
  CHECK_EQ(sweep(tree), 0U);
  const auto first = world().take_log();
  CHECK(logged(first, asked(settled)) && logged(first, asked(young)) && !logged(first, asked(older)));
  // The young one may have been between fork and exec.
  young->tokens = "t0ken";
  CHECK_EQ(sweep(tree), 1U);
  CHECK(!logged(world().take_log(), asked(settled)));
}

TEST(tree_takes_what_a_carrier_started_in_the_same_look) {
  Grove grove;
  const ProcessPtr orphan = world().add({.pgid = 7000, .sid = 7000, .tokens = "t0ken"});
  const ProcessPtr below = add_child(orphan, {.pgid = 7001, .sid = 7001});
  PinnedTree tree = grove.tree({.cookie = "t0ken"});
  CHECK_EQ(sweep(tree), 2U);
  CHECK(tree.members().contains(below->pid));
}

// A group on record without its leader may be anybody's, until one who carries the token is seen in it.
TEST(tree_trusts_a_recorded_group_after_a_carrier_only) {
  const Scene scene;
  SpareHandles spare;
  const ProcessPtr stranger = world().add({.pgid = 8000, .sid = 8000});
  const Containment recorded{.kind = ContainmentKind::group, .pgid = 8000, .sid = 8000, .cookie = "t0ken"};
  PinnedTree tree({.born = 1000}, recorded, ProtectedProcesses::now(), spare);
  CHECK_EQ(sweep(tree), 0U);
  const ProcessPtr carrier = world().add({.pgid = 8000, .sid = 8000, .tokens = "t0ken"});
  const ProcessPtr without_environment = world().add({.pgid = 8000, .sid = 8000});
  CHECK_EQ(sweep(tree), 3U);
  for (const ProcessPtr& member : {stranger, carrier, without_environment}) CHECK(tree.members().contains(member->pid));
}

TEST(tree_does_not_trust_a_group_for_a_carrier_elsewhere) {
  const Scene scene;
  SpareHandles spare;
  const ProcessPtr stranger = world().add({.pgid = 8000, .sid = 8000});
  world().add({.pgid = 9000, .sid = 9000, .tokens = "t0ken"});
  PinnedTree tree({.born = 1000}, {.pgid = 8000, .sid = 8000, .cookie = "t0ken"}, ProtectedProcesses::now(), spare);
  CHECK_EQ(sweep(tree), 1U);
  CHECK_EQ(sweep(tree), 0U);
  CHECK(!tree.members().contains(stranger->pid));
}

TEST(tree_look_that_failed_is_an_error_and_not_empty) {
  Grove grove;
  PinnedTree tree = grove.tree();
  world().list_error = fake::error(EIO, "read");
  world().list_errors = 1;
  const auto failed = tree.sweep();
  REQUIRE(!failed.ok());
  CHECK_EQ(failed.error().code, "EIO");
  CHECK(tree.sweep().ok());
  // Not even the spare handles are enough.
  world().most_handles = 1;
  CHECK(!tree.sweep().ok());
}

TEST(tree_hears_of_births) {
  Grove grove;
  PinnedTree tree = grove.tree();
  CHECK(tree.births_since_sweep());
  CHECK_EQ(sweep(tree), 0U);
  CHECK(!tree.births_since_sweep());
  world().before_list = [](int) { world().add({.ppid = kShell}); };
  CHECK_EQ(sweep(tree), 0U);
  CHECK(tree.births_since_sweep());
  world().counts_births = false;
  CHECK_EQ(sweep(tree), 0U);
  CHECK(tree.births_since_sweep());
}

TEST(tree_signals_its_group_through_a_dead_leader) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  PinnedTree tree = grove.tree();
  world().exit(grove.leader->pid, 0);
  tree.signal_group(kTerm);
  CHECK(!world().alive(child));
}

TEST(tree_adds_only_what_belongs_once_it_is_pinned) {
  Grove grove;
  const ProcessPtr inside = world().add({});
  PinnedTree tree = grove.tree();
  CHECK(!tree.add_if(999999, [] { return true; }));
  CHECK(!tree.add_if(inside->pid, [] { return false; }));
  CHECK(tree.add_if(inside->pid, [] { return true; }));
  CHECK(tree.members().contains(inside->pid));
}

}  // namespace
}  // namespace reeve::test
