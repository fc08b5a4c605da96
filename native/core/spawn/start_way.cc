#include "core/spawn/start_way.h"

namespace reeve {
namespace {

using Entry = FolderSupport::Entry;

std::string quoted(ContainmentKind kind) { return "containment \"" + std::string(to_text(kind)) + "\""; }

Status check_kind(const Machine& machine, ContainmentKind kind) {
  const FolderSupport& folders = machine.folders;
  const std::string not_here = quoted(kind) + " is not to be had here: ";
  if (kind == ContainmentKind::keeper) {
    return machine.keepers.available ? Status(Done{}) : unsupported(not_here + machine.keepers.reason);
  }
  if (kind == ContainmentKind::group) {
    return machine.groups ? Status(Done{}) : unsupported(not_here + "this system has no process groups");
  }
  if (kind != folders.kind) return unsupported(quoted(kind) + " is none of this system's");
  return folders.entry != Entry::none ? Status(Done{}) : unsupported(not_here + folders.reason);
}

// What only a keeper can do for this job; empty: nothing.
std::string keepers_work(const Machine& machine, const SpawnConfig& config, bool folder) {
  if (config.state_dir) return "state_dir";
  if (has_logs(config)) return "a log that is rotated or has timestamps";
  const bool kills = config.kill_on_parent_exit.value_or(false);
  return kills && !ends_without_keeper(machine, {.folder = folder}) ? "on_parent_exit \"kill\"" : "";
}

// A keeper that holds a job together without a folder.
bool has_lone_keepers(const Machine& machine) { return machine.keepers.available && !machine.keepers.keeps_folder; }

// A keeper that keeps the folder also makes good on what goes without one, only less surely.
bool steadies(const Machine& machine, const SpawnConfig& config, bool folder) {
  const KeeperSupport& keepers = machine.keepers;
  return folder && keepers.available && keepers.keeps_folder && config.kill_on_parent_exit == false;
}

}  // namespace

bool ends_without_keeper(const Machine& machine, const StartWay& way) {
  return way.folder && machine.folders.ends_with_owner;
}

Result<StartWay> choose_way(const Machine& machine, const SpawnConfig& config) {
  if (config.containment) {
    const Status possible = check_kind(machine, *config.containment);
    if (!possible.ok()) return possible.error();
  }
  if (has_logs(config) && machine.keepers.available && !machine.keepers.keeps_logs) {
    return unsupported("logs are not rotated, and get no timestamps, by this system's keepers");
  }
  const bool has_folders = machine.folders.entry != Entry::none;
  const bool kept_folder = machine.keepers.keeps_folder && config.containment == ContainmentKind::keeper;
  const bool folder = !config.containment || kept_folder ? has_folders : *config.containment == machine.folders.kind;
  StartWay way{.folder = folder};
  const std::string work = keepers_work(machine, config, way.folder);
  if (!work.empty() && config.containment == ContainmentKind::group) {
    return unsupported(work + " needs a keeper, which a job of containment \"group\" has not: use \"auto\"");
  }
  if (!work.empty() && !machine.keepers.available) {
    return unsupported(work + " needs a keeper, which is not to be had here: " + machine.keepers.reason);
  }
  const bool alone = !config.containment && !has_folders && has_lone_keepers(machine);
  way.keeper =
      !work.empty() || alone || config.containment == ContainmentKind::keeper || steadies(machine, config, way.folder);
  if (config.limits.any() && config.limits_required && !way.folder) {
    const std::string why = machine.folders.reason.empty() ? "this job has neither" : machine.folders.reason;
    return unsupported("limits are kept by a job's cgroup or job object: " + why);
  }
  return way;
}

std::optional<StartWay> weaker_way(const Machine& machine, const SpawnConfig& config, const StartWay& way) {
  const bool needs_limits = config.limits.any() && config.limits_required;
  const bool asked =
      config.containment == ContainmentKind::keeper || !keepers_work(machine, config, way.folder).empty();
  if (way.keeper && !asked && steadies(machine, config, way.folder)) return StartWay{.folder = true};
  if (config.containment) return std::nullopt;
  if (way.folder) {
    if (needs_limits) return std::nullopt;
    const bool works = !keepers_work(machine, config, false).empty();
    if (works && !has_lone_keepers(machine)) return std::nullopt;
    return StartWay{.keeper = has_lone_keepers(machine)};
  }
  if (way.keeper && keepers_work(machine, config, false).empty()) return StartWay{};
  return std::nullopt;
}

}  // namespace reeve
