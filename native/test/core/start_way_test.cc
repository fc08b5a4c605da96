#include "core/spawn/start_way.h"

#include "test/check.h"

namespace reeve::test {
namespace {

// Job objects and keepers for them: Windows.
Machine with_kept_folders() {
  Machine machine;
  machine.folders = {.kind = ContainmentKind::job, .entry = FolderSupport::Entry::born_inside, .ends_with_owner = true};
  machine.keepers = {.available = true, .keeps_folder = true};
  return machine;
}

Machine without_keepers() {
  Machine machine = with_kept_folders();
  machine.keepers.available = false;
  machine.keepers.reason = "its file is missing";
  return machine;
}

SpawnConfig config_of(std::optional<ContainmentKind> containment, std::optional<bool> kill_on_parent_exit) {
  SpawnConfig config;
  config.containment = containment;
  config.kill_on_parent_exit = kill_on_parent_exit;
  return config;
}

struct Way {
  bool folder;
  bool keeper;
  bool operator==(const Way&) const = default;
};

Way way_of(const Machine& machine, const SpawnConfig& config) {
  const Result<StartWay> way = choose_way(machine, config);
  CHECK(way.ok());
  return {way.value().folder, way.value().keeper};
}

TEST(a_folder_that_ends_with_its_owner_needs_no_keeper) {
  for (const auto kill : {std::optional<bool>(), std::optional(true)}) {
    CHECK(way_of(with_kept_folders(), config_of(std::nullopt, kill)) == (Way{.folder = true, .keeper = false}));
  }
}

TEST(a_keeper_of_folders_never_comes_without_one) {
  const auto keeper = config_of(ContainmentKind::keeper, std::nullopt);
  CHECK(way_of(with_kept_folders(), keeper) == (Way{.folder = true, .keeper = true}));
  SpawnConfig config = config_of(std::nullopt, std::nullopt);
  config.state_dir = "C:\\state";
  CHECK(way_of(with_kept_folders(), config) == (Way{.folder = true, .keeper = true}));
  config.state_dir.reset();
  Machine machine = with_kept_folders();
  machine.folders.entry = FolderSupport::Entry::none;
  CHECK(way_of(machine, config) == (Way{.folder = false, .keeper = false}));
}

TEST(a_folder_that_is_left_behind_is_kept_where_it_can_be) {
  const auto left = config_of(std::nullopt, false);
  CHECK(way_of(with_kept_folders(), left) == (Way{.folder = true, .keeper = true}));
  CHECK(way_of(without_keepers(), left) == (Way{.folder = true, .keeper = false}));
  const Result<StartWay> chosen = choose_way(with_kept_folders(), left);
  const std::optional<StartWay> weaker = weaker_way(with_kept_folders(), left, chosen.value());
  CHECK(weaker && weaker->folder && !weaker->keeper);
}

TEST(what_was_asked_of_a_keeper_is_not_done_without_one) {
  const auto keeper = config_of(ContainmentKind::keeper, false);
  SpawnConfig config = config_of(std::nullopt, false);
  config.state_dir = "C:\\state";
  for (const SpawnConfig& asked : {keeper, config}) {
    const Result<StartWay> refused = choose_way(without_keepers(), asked);
    CHECK(!refused.ok() && refused.error().code == code::kUnsupported);
    const Result<StartWay> chosen = choose_way(with_kept_folders(), asked);
    CHECK(chosen.ok());
    const std::optional<StartWay> weaker = weaker_way(with_kept_folders(), asked, chosen.value());
    CHECK(!weaker);
  }
}

}  // namespace
}  // namespace reeve::test
