#include "core/spawn/start_job.h"

#include "core/platform.h"
#include "core/spawn/start_way.h"

namespace reeve {
namespace {

struct Start {
  const Machine& machine;
  const SpawnPlan& plan;
  const std::string& token;
  const std::string state_dir;
  bool kill_on_parent_exit;
  const JobLimits& limits;
  bool limits_required;
};

Result<StartedJob> start_kept(const Start& start, const std::string& folder) {
  const KeeperOrders orders{
      .token = start.token, .state_dir = start.state_dir, .folder = folder, .ends_with_us = start.kill_on_parent_exit};
  Result<PreparedJob> prepared = platform::prepare_kept(start.plan, orders);
  if (!prepared.ok()) return prepared.error();
  StartedJob job{.process = std::move(prepared.value().process), .ends_with_us = start.kill_on_parent_exit};
  job.containment.kind = ContainmentKind::keeper;
  job.containment.keeper = Keeper{.identity = prepared.value().keeper_identity, .state_dir = start.state_dir};
  job.kept = std::move(prepared.value());
  return job;
}

Result<StartedJob> start_plainly(const Start& start, const std::string& folder) {
  const auto entry = folder.empty() ? FolderSupport::Entry::none : start.machine.folders.entry;
  Result<SpawnedProcess> process = platform::spawn(start.plan, folder, entry);
  if (!process.ok()) return process.error();
  StartedJob job{.process = std::move(process.value())};
  job.containment.kind = start.machine.groups ? ContainmentKind::group : ContainmentKind::none;
  return job;
}

Result<StartedJob> start_in_folder(const Start& start, const StartWay& way) {
  const FolderSupport& support = start.machine.folders;
  const std::string path = support.base + support.prefix + start.token;
  const bool ends_with_us = start.kill_on_parent_exit && ends_without_keeper(start.machine, way);
  // Up to its release a job must not outlive us; what it does from then on is its keeper's to tell the folder.
  const bool kept = way.keeper && start.machine.keepers.keeps_folder;
  Result<JobFolder> made = platform::make_folder(
      path, {.ends_with_us = ends_with_us || kept, .limits = start.limits, .limits_required = start.limits_required});
  if (!made.ok()) return made.error();
  Result<StartedJob> job = way.keeper ? start_kept(start, path) : start_plainly(start, path);
  if (!job.ok()) {
    const Status removed = platform::remove_folder(path);
    static_cast<void>(removed);  // the start's own error says more
    return job;
  }
  StartedJob& started = job.value();
  // On its own account; a job that ends with us is held by nobody else.
  const Status shared =
      ends_with_us || kept ? Status(Done{}) : platform::share_folder(made.value(), started.process.pin);
  static_cast<void>(shared);  // it ended already, or its folder ends with us
  started.containment.kind = support.kind;
  started.containment.folder = path;
  started.containment.folder_id = made.value().id;
  started.folder = std::move(made.value());
  started.ends_with_us = start.kill_on_parent_exit;
  for (const std::string& limit : started.folder.unkept) started.warnings.push_back("started without " + limit);
  return job;
}

Result<StartedJob> start_by(const Start& start, const StartWay& way) {
  if (way.folder) return start_in_folder(start, way);
  Result<StartedJob> job = way.keeper ? start_kept(start, {}) : start_plainly(start, {});
  if (job.ok() && start.limits.any()) job.value().warnings.emplace_back("started without limits");
  return job;
}

bool is_ways_fault(const StartWay& way, const Error& error) {
  return (way.folder && platform::is_folders_fault(error)) || (way.keeper && error.op == kKeeperOp);
}

std::string warning_of(const Machine& machine, const StartWay& way, const Error& error) {
  const bool keepers = error.op == kKeeperOp;
  const std::string_view missing = to_text(keepers || !way.folder ? ContainmentKind::keeper : machine.folders.kind);
  return "no " + std::string(missing) + " for this job: " + message_of(error);
}

}  // namespace

Result<StartedJob> start_job(const Machine& machine, const SpawnConfig& config, const SpawnPlan& plan,
                             const std::string& token) {
  Result<StartWay> chosen = choose_way(machine, config);
  if (!chosen.ok()) return chosen.error();
  StartWay way = chosen.value();
  // The record is read by programs in other folders.
  const Result<std::string> state_dir =
      config.state_dir ? platform::absolute_path(*config.state_dir) : Result<std::string>(std::string());
  if (!state_dir.ok()) return state_dir.error();
  Start start{.machine = machine,
              .plan = plan,
              .token = token,
              .state_dir = state_dir.value(),
              .kill_on_parent_exit = config.kill_on_parent_exit.value_or(ends_without_keeper(machine, way)),
              .limits = config.limits,
              .limits_required = config.limits_required};
  std::vector<std::string> warnings;
  for (;;) {
    Result<StartedJob> job = start_by(start, way);
    if (job.ok()) {
      std::vector<std::string>& own = job.value().warnings;
      own.insert(own.end(), warnings.begin(), warnings.end());
      return job;
    }
    if (!is_ways_fault(way, job.error())) return job;
    const std::optional<StartWay> next = weaker_way(machine, config, way);
    if (!next) return job;
    warnings.push_back(warning_of(machine, way, job.error()));
    way = *next;
    start.kill_on_parent_exit = config.kill_on_parent_exit.value_or(ends_without_keeper(machine, way));
  }
}

}  // namespace reeve
