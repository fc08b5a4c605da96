#include "core/keeper/keeper_link.h"

#include "test/core/kept.h"

namespace reeve::test {
namespace {

TEST(keeper_link_is_opened_to_that_keeper_and_nobody_else) {
  const Scene scene;
  Watching watching;
  const Kept kept = Kept::start(watching);
  REQUIRE(kept.keeping != nullptr);
  CHECK(KeeperLink::open(kept.record.containment).has_value());
  CHECK(!KeeperLink::open({.kind = ContainmentKind::group}));
  Containment another = kept.record.containment;
  another.keeper->identity = fake::other_than(another.keeper->identity);
  CHECK(!KeeperLink::open(another));
  another = kept.record.containment;
  another.cookie = kToken;
  CHECK(!KeeperLink::open(another));
  kill_now(kept.keeper());
  CHECK(!KeeperLink::open(kept.record.containment));
  kill_now(kept.first());
  CHECK(is_over(kept));
}

TEST(keeper_link_hears_the_end_and_the_word_that_nothing_is_left) {
  const Scene scene;
  Watching watching;
  const Kept kept = Kept::start(watching);
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr daemon = add_child(kept.first());
  std::optional<KeeperLink> link = KeeperLink::open(kept.record.containment);
  REQUIRE(link.has_value());
  world().exit(kept.record.pid, 5);
  link->hear();
  CHECK(link->holds() && !link->said_empty());
  CHECK(link->exit() && link->exit()->code == 5);
  CHECK(link->end().ok());
  CHECK(!world().alive(daemon));
  link->hear();
  CHECK(link->said_empty() && !link->holds());
  CHECK_EQ(link->ended(), 1U);
  CHECK(is_over(kept));
}

TEST(keeper_link_takes_a_death_without_a_word_for_no_proof) {
  const Scene scene;
  Watching watching;
  const Kept kept = Kept::start(watching);
  REQUIRE(kept.keeping != nullptr);
  std::optional<KeeperLink> link = KeeperLink::open(kept.record.containment);
  REQUIRE(link.has_value());
  kill_now(kept.keeper());
  link->hear();
  CHECK(!link->holds() && !link->said_empty() && !link->exit());
  CHECK(!link->end().ok());
  kill_now(kept.first());
  CHECK(is_over(kept));
}

TEST(keeper_link_continues_a_keeper_that_was_stopped_before_it_asks) {
  const Scene scene;
  Watching watching;
  const Kept kept = Kept::start(watching);
  REQUIRE(kept.keeping != nullptr);
  std::optional<KeeperLink> link = KeeperLink::open(kept.record.containment);
  REQUIRE(link.has_value());
  CHECK(link->end().ok());
  CHECK_EQ(world().received(kept.keeper()), std::vector<int>{kCont});
  CHECK(is_over(kept));
}

}  // namespace
}  // namespace reeve::test
