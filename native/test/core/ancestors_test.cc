#include "core/inventory/descendants.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

Result<AncestorsResult> above(const ProcessRef& ref, std::optional<std::uint32_t> levels = std::nullopt) {
  SpareHandles spare;
  return ancestors(ref, levels, EntryQuery{}, spare);
}

std::vector<Pid> pids_of(const Result<AncestorsResult>& result) {
  std::vector<Pid> pids;
  if (!result.ok()) return pids;
  for (const ProcessEntry& entry : result.value().chain) pids.push_back(entry.info.pid);
  return pids;
}

TEST(ancestors_lead_to_the_first_process) {
  const Scene scene;
  const ProcessPtr child = world().add({.ppid = kOwn});
  CHECK_EQ(pids_of(above({.pid = child->pid})), (std::vector<Pid>{kOwn, kShell, fake::kInit}));
  CHECK_EQ(pids_of(above({.pid = child->pid}, 1)), std::vector<Pid>{kOwn});
  CHECK(pids_of(above({.pid = fake::kInit})).empty());
  CHECK_EQ(world().lists, 0);
}

// Its child is another one's by then, and the chain is that one's.
TEST(ancestors_are_not_a_stranger_that_took_a_parents_pid) {
  const Scene scene;
  const ProcessPtr parent = world().add({.pid = 150, .ppid = kOwn});
  world().add({.pid = 200, .ppid = 150});
  bool replaced = false;
  world().before_pin = [&](Pid pid) {
    if (pid != 150 || replaced) return;
    replaced = true;
    world().end(parent, {});
    world().tick(10);
    world().add({.pid = 150, .ppid = kShell});
  };
  const std::vector<Pid> pids = pids_of(above({.pid = 200}));
  CHECK(replaced);
  CHECK_EQ(pids, std::vector<Pid>{fake::kInit});
}

TEST(ancestors_end_below_a_hidden_one_with_a_warning) {
  const Scene scene;
  world().add({.pid = 150, .ppid = kOwn, .hidden = true});
  world().add({.pid = 200, .ppid = 150});
  const auto result = above({.pid = 200});
  REQUIRE(result.ok());
  CHECK_EQ(result.value().warnings.size(), 1U);
}

TEST(ancestors_of_another_process_than_the_recorded_one_are_not_told) {
  const Scene scene;
  const ProcessPtr child = world().add({.ppid = kOwn});
  const auto result = above({.pid = child->pid, .identity = fake::other_than(world().identity_of(child))});
  CHECK(!result.ok() && result.error().code == code::kProcessReused);
  CHECK_EQ(above({.pid = 4000}).error().code, "ESRCH");
}

}  // namespace
}  // namespace reeve::test
