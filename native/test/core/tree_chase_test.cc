// Processes that live for less than a look at all processes takes.
#include "core/tree/pinned_tree.h"
#include "core/tree/tree_signaller.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

// A chain: whenever somebody asks for the newest process, the last link has born the next one and ended.
class Chain {
 public:
  explicit Chain(fake::Process like) : like_(std::move(like)), link_(world().add(like_)) {}

  // No link lives through a look at all processes.
  void run() {
    world().before_list = [this](int) { next(); };
    world().before_newest = [this] { next(); };
  }
  ProcessPtr link() { return link_; }
  // A stopped link bears nobody.
  void next() {
    if (link_->ended || link_->state == ProcessState::stopped) return;
    const ProcessPtr before = link_;
    link_ = world().add(like_);
    world().exit(before->pid, 0);
  }

 private:
  fake::Process like_;
  ProcessPtr link_;
};

constexpr Pid kGone = 900;  // a leader that is dead and reaped

struct Wood {
  Scene scene;
  SpareHandles spare;
  PinnedTree tree{{}, {.pgid = kGone, .cookie = "t0ken"}, ProtectedProcesses::now(), spare};
  TreeSignaller signaller{tree, "", nullptr};
};

TEST(chase_stops_the_newest_that_belong_and_nobody_else) {
  Wood wood;
  const ProcessPtr ours = world().add({.pgid = kGone, .tokens = "t0ken"});
  const ProcessPtr stranger = world().add({.ppid = kShell, .pgid = 7000});
  const auto frozen = wood.tree.freeze_newest();
  REQUIRE(frozen.ok());
  CHECK_EQ(frozen.value(), 1U);
  CHECK_EQ(world().received(ours), std::vector<int>{kStop});
  CHECK(world().received(stranger).empty());
  CHECK_EQ(wood.tree.members().size(), 1U);
  // The same newest one is no news.
  CHECK_EQ(wood.tree.freeze_newest().value(), 0U);
}

TEST(chase_takes_children_of_members_and_no_protected_process) {
  Wood wood;
  const ProcessPtr parent = world().add({.tokens = "t0ken"});
  CHECK_EQ(wood.tree.freeze_newest().value(), 1U);
  const ProcessPtr child = add_child(parent, {.pgid = 7000, .sid = 7000});
  CHECK_EQ(wood.tree.freeze_newest().value(), 1U);
  CHECK_EQ(child->state, ProcessState::stopped);
  world().change([](fake::World& now) {
    now.table.at(kOwn)->tokens = "t0ken";
    now.last_pid = kOwn;
  });
  CHECK_EQ(wood.tree.freeze_newest().value(), 0U);
  CHECK(world().received(world().at(kOwn)).empty());
}

TEST(chase_believes_the_number_of_the_group_while_somebody_holds_it) {
  const Scene scene;
  const ProcessPtr leader = add_leader();
  SpareHandles spare;
  PinnedTree tree{{.root = leader->pid, .pgid = leader->pid}, {}, ProtectedProcesses::now(), spare};
  REQUIRE(tree.sweep().value() == 1);
  const ProcessPtr orphan = world().add({.pgid = leader->pid});
  world().exit(leader->pid, 0);
  CHECK_EQ(tree.freeze_newest().value(), 1U);
  CHECK_EQ(orphan->state, ProcessState::stopped);
  world().exit(orphan->pid, 0);
  const ProcessPtr stranger = world().add({.pid = leader->pid, .ppid = kShell, .pgid = leader->pid});
  world().change([&](fake::World& now) { now.last_pid = leader->pid; });
  CHECK_EQ(tree.freeze_newest().value(), 0U);
  CHECK(world().received(stranger).empty());
}

TEST(chase_where_nobody_tells_the_newest) {
  Wood wood;
  world().counts_births = false;
  CHECK(!wood.tree.freeze_newest().ok());
}

TEST(group_without_its_leader_is_reached_through_a_frozen_member) {
  Wood wood;
  const ProcessPtr ours = world().add({.pgid = kGone, .tokens = "t0ken"});
  const ProcessPtr other = world().add({.pgid = kGone});
  CHECK_EQ(wood.tree.sweep().value(), 2U);
  CHECK(!wood.tree.signal_group(kStop));
  CHECK(world().received(other).empty());
  TreeMember& member = wood.tree.members().at(ours->pid);
  CHECK(wood.tree.signal(member, kStop).ok());
  member.frozen = true;
  CHECK(wood.tree.signal_group(kStop));
  CHECK_EQ(world().received(other), std::vector<int>{kStop});
  // Who was continued by somebody may leave at any moment.
  world().change([&](fake::World&) { ours->state = ProcessState::sleeping; });
  CHECK(!wood.tree.signal_group(kKill));
  world().exit(ours->pid, 0);
  CHECK(!wood.tree.signal_group(kKill));
}

// As before Linux 6.9.
TEST(group_whose_leader_was_reaped_is_reached_through_a_frozen_member) {
  const Scene scene;
  world().reaches_group_of_reaped = false;
  const ProcessPtr leader = add_leader();
  SpareHandles spare;
  PinnedTree tree{{.root = leader->pid, .pgid = leader->pid}, {}, ProtectedProcesses::now(), spare};
  const ProcessPtr child = add_child(leader);
  REQUIRE(tree.sweep().value() == 2);
  world().exit(leader->pid, 0);
  CHECK(!tree.signal_group(kStop));
  TreeMember& member = tree.members().at(child->pid);
  member.frozen = tree.signal(member, kStop).ok();
  CHECK(tree.signal_group(kKill));
  CHECK(!world().alive(child));
}

TEST(group_whose_number_was_not_seen_to_be_the_trees_own_is_left_alone) {
  Wood wood;
  const ProcessPtr strangers = world().add({.pid = kGone, .pgid = kGone});
  const ProcessPtr ours = world().add({.pgid = 7000, .tokens = "t0ken"});
  CHECK_EQ(wood.tree.freeze_newest().value(), 1U);
  CHECK(!wood.tree.signal_group(kKill));
  CHECK(world().received(strangers).empty());
}

// The leader of the group is gone, so nothing holds its number but the chain itself.
TEST(signaller_catches_a_chain_in_a_group_without_a_leader) {
  Wood wood;
  Chain chain({.pgid = kGone, .tokens = "t0ken"});
  chain.run();
  for (int look = 0; look < 3 && world().alive(chain.link()); ++look) {
    CHECK(wood.signaller.kill(kKill, Clock::now() + Millis(60000)).ok());
    const auto empty = wood.signaller.is_empty();
    CHECK(empty.ok());
  }
  CHECK(!world().alive(chain.link()));
}

TEST(signaller_catches_a_chain_that_leaves_its_group_each_time) {
  Wood wood;
  Chain chain({.pgid = 7000, .sid = 7000, .tokens = "t0ken"});
  chain.run();
  for (int look = 0; look < 3 && world().alive(chain.link()); ++look) {
    CHECK(wood.signaller.kill(kKill, Clock::now() + Millis(60000)).ok());
    const auto empty = wood.signaller.is_empty();
    CHECK(empty.ok());
  }
  CHECK(!world().alive(chain.link()));
}

}  // namespace
}  // namespace reeve::test
