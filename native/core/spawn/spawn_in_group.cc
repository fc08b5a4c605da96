#include "core/spawn/spawn_in_group.h"

#include "core/platform.h"

namespace reeve {
namespace {

using Entry = FolderSupport::Entry;
using Wanted = SpawnConfig::Wanted;

SpawnPlan plan_of(const SpawnConfig& config, const std::string& token) {
  SpawnPlan plan;
  plan.file = config.argv.front();
  plan.arguments = config.argv;
  if (config.argv0) plan.arguments.front() = *config.argv0;
  plan.environment = build_environment(config, token);
  plan.cwd = config.cwd;
  plan.streams = config.streams;
  plan.new_session = config.new_session;
  plan.uid = config.uid;
  plan.gid = config.gid;
  plan.groups = config.groups;
  plan.umask = config.umask;
  plan.nice = config.nice;
  return plan;
}

struct Started {
  SpawnedProcess process;
  Containment containment;
  std::vector<std::string> warnings;
};

Result<Started> start_in_folder(const FolderSupport& support, const SpawnPlan& plan, const std::string& token) {
  Containment containment{.kind = ContainmentKind::cgroup, .folder = support.base + "/" + support.prefix + token};
  const Result<std::uint64_t> made = platform::make_folder(containment.folder);
  if (!made.ok()) return made.error();
  containment.folder_id = made.value();
  Result<SpawnedProcess> process = platform::spawn(plan, containment.folder, support.entry);
  if (process.ok()) {
    return Started{.process = std::move(process.value()), .containment = std::move(containment), .warnings = {}};
  }
  const Status removed = platform::remove_folder(containment.folder);
  static_cast<void>(removed);  // the start's own error says more
  return process.error();
}

Result<Started> start_in_plain_group(const SpawnPlan& plan) {
  Result<SpawnedProcess> process = platform::spawn(plan, {}, Entry::none);
  if (!process.ok()) return process.error();
  return Started{
      .process = std::move(process.value()), .containment = {.kind = ContainmentKind::group}, .warnings = {}};
}

// Failures of the folder itself, not of the program: another containment may do where it is free to choose.
bool is_folders_fault(const Error& error) {
  return error.op == "mkdir" || error.op == "cgroup.procs" || error.op == "clone" || error.op == "stat";
}

Result<Started> start(const Machine& machine, const SpawnConfig& config, const SpawnPlan& plan,
                      const std::string& token) {
  const bool possible = machine.folders.entry != Entry::none;
  if (config.containment == Wanted::cgroup && !possible) {
    return unsupported("containment \"cgroup\" is not to be had here: " + machine.folders.reason);
  }
  if (config.containment == Wanted::group || !possible) return start_in_plain_group(plan);
  Result<Started> inside = start_in_folder(machine.folders, plan, token);
  const bool free_to_choose = config.containment == Wanted::strongest;
  if (inside.ok() || !free_to_choose || !is_folders_fault(inside.error())) return inside;
  Result<Started> outside = start_in_plain_group(plan);
  if (outside.ok()) outside.value().warnings.push_back("no cgroup for this job: " + message_of(inside.error()));
  return outside;
}

// A child whose identity can't be read must not run on unrecorded.
Error abandon(const Pin& child, Error why) {
  const Status killed = platform::send_signal(child, platform::default_kill_signal());
  static_cast<void>(killed);  // an unreaped child of ours can always be signalled
  return why;
}

}  // namespace

Result<SpawnedJob> spawn_in_group(const Machine& machine, ExitWatcher& watcher, const SpawnConfig& config) {
  const Status valid = check(config);
  if (!valid.ok()) return valid.error();
  const Result<std::string> token = platform::random_token();
  if (!token.ok()) return token.error();
  Result<Started> started = start(machine, config, plan_of(config, token.value()), token.value());
  if (!started.ok()) return started.error();
  SpawnedProcess& process = started.value().process;
  const Pid pid = process.pin.pid;
  SpawnedJob job{.result = {}, .parent_ends = std::move(process.parent_ends)};
  job.result.pid = pid;
  job.result.pgid = pid;
  job.result.warnings = std::move(started.value().warnings);
  job.result.containment = std::move(started.value().containment);
  job.result.containment.pgid = pid;
  job.result.containment.sid = config.new_session ? pid : kNoPid;
  job.result.containment.cookie = token.value();
  // The child is not reaped before it is adopted, so its pid can't mean another process yet.
  const Result<Identity> identity = platform::read_identity(process.pin);
  if (!identity.ok()) {
    const Error why = abandon(process.pin, identity.error());
    watcher.adopt(std::move(process.pin), Identity{.pid = pid}, job.result.containment.folder);
    return why;
  }
  job.result.identity = to_text(identity.value());
  job.result.start_time_unix_ms = platform::start_time_unix_ms(identity.value().start);
  watcher.adopt(std::move(process.pin), identity.value(), job.result.containment.folder);
  return job;
}

}  // namespace reeve
