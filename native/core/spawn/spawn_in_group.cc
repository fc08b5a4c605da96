#include "core/spawn/spawn_in_group.h"

#include "core/platform.h"

namespace reeve {
namespace {

using Entry = FolderSupport::Entry;

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
  JobFolder folder{};
  bool ends_with_us = false;
  std::vector<std::string> warnings{};
};

Result<Started> start_in_folder(const FolderSupport& support, const SpawnPlan& plan, const std::string& token,
                                const FolderOrders& orders) {
  const std::string path = support.base + support.prefix + token;
  Result<JobFolder> made = platform::make_folder(path, orders);
  if (!made.ok()) return made.error();
  Result<SpawnedProcess> process = platform::spawn(plan, path, support.entry);
  if (process.ok()) {
    // On its own account; a job that ends with us is held by nobody else.
    const Status shared =
        orders.ends_with_us ? Status(Done{}) : platform::share_folder(made.value(), process.value().pin);
    static_cast<void>(shared);  // it ended already, or its folder ends with us
    const Containment containment{.kind = support.kind, .folder = path, .folder_id = made.value().id};
    return Started{.process = std::move(process.value()),
                   .containment = containment,
                   .folder = std::move(made.value()),
                   .ends_with_us = orders.ends_with_us};
  }
  const Status removed = platform::remove_folder(path);
  static_cast<void>(removed);  // the start's own error says more
  return process.error();
}

Result<Started> start_outside(const Machine& machine, const SpawnPlan& plan) {
  Result<SpawnedProcess> process = platform::spawn(plan, {}, Entry::none);
  if (!process.ok()) return process.error();
  const ContainmentKind kind = machine.groups ? ContainmentKind::group : ContainmentKind::none;
  return Started{.process = std::move(process.value()), .containment = {.kind = kind}};
}

Status check_possible(const Machine& machine, const SpawnConfig& config) {
  const FolderSupport& folders = machine.folders;
  if (config.containment && *config.containment != ContainmentKind::group && *config.containment != folders.kind) {
    return unsupported("containment \"" + std::string(to_text(*config.containment)) + "\" is none of this system's");
  }
  if (config.containment == folders.kind && folders.entry == Entry::none) {
    return unsupported("containment \"" + std::string(to_text(folders.kind)) +
                       "\" is not to be had here: " + folders.reason);
  }
  if (config.containment == ContainmentKind::group && !machine.groups) {
    return unsupported("containment \"group\" is not to be had here: this system has no process groups");
  }
  if (config.kill_on_parent_exit.value_or(false) && !folders.ends_with_owner) {
    return unsupported("on_parent_exit \"kill\" needs a keeper, which this version does not have yet: use \"leave\"");
  }
  const bool without_folder = config.containment == ContainmentKind::group || folders.entry == Entry::none;
  if (config.limits.any() && config.limits_required && without_folder) {
    const std::string why = folders.reason.empty() ? "this job has neither" : folders.reason;
    return unsupported("limits are kept by a job's cgroup or job object: " + why);
  }
  return Done{};
}

Result<Started> start(const Machine& machine, const SpawnConfig& config, const SpawnPlan& plan,
                      const std::string& token) {
  const FolderSupport& folders = machine.folders;
  if (config.containment == ContainmentKind::group || folders.entry == Entry::none) {
    Result<Started> outside = start_outside(machine, plan);
    if (outside.ok() && config.limits.any()) outside.value().warnings.emplace_back("started without limits");
    return outside;
  }
  FolderOrders orders{.ends_with_us = config.kill_on_parent_exit.value_or(folders.ends_with_owner),
                      .limits = config.limits};
  Result<Started> inside = start_in_folder(folders, plan, token, orders);
  if (!inside.ok() && inside.error().code == code::kUnsupported && config.limits.any() && !config.limits_required) {
    const std::string why = message_of(inside.error());
    orders.limits = {};
    inside = start_in_folder(folders, plan, token, orders);
    if (inside.ok()) inside.value().warnings.push_back("started without limits: " + why);
  }
  const bool needs_limits = config.limits.any() && config.limits_required;
  const bool free_to_choose = !config.containment && !config.kill_on_parent_exit.value_or(false) && !needs_limits;
  if (inside.ok() || !free_to_choose || !platform::is_folders_fault(inside.error())) return inside;
  Result<Started> outside = start_outside(machine, plan);
  if (outside.ok()) {
    outside.value().warnings.push_back("no " + std::string(to_text(folders.kind)) +
                                       " for this job: " + message_of(inside.error()));
  }
  return outside;
}

Status give_ends(std::array<UniqueHandle, kStreamCount>& handles, std::array<int, kStreamCount>& ends) {
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    if (!handles[stream].valid()) continue;
    const Result<int> descriptor = platform::to_descriptor(std::move(handles[stream]));
    if (!descriptor.ok()) return descriptor.error();
    ends[stream] = descriptor.value();
  }
  return Done{};
}

// A child that its caller can't be told of in full must not run on unrecorded.
Error abandon(const Pin& child, Error why) {
  const Status killed = platform::send_signal(child, platform::default_kill_signal());
  static_cast<void>(killed);  // an unreaped child of ours can always be signalled
  return why;
}

}  // namespace

Result<SpawnedJob> spawn_in_group(const Machine& machine, ExitWatcher& watcher, const SpawnConfig& config) {
  Status valid = check(config);
  if (valid.ok()) valid = check_possible(machine, config);
  if (!valid.ok()) return valid.error();
  const Result<std::string> token = platform::random_token();
  if (!token.ok()) return token.error();
  Result<Started> started = start(machine, config, plan_of(config, token.value()), token.value());
  if (!started.ok()) return started.error();
  SpawnedProcess& process = started.value().process;
  const Pid pid = process.pin.pid;
  SpawnedJob job{.result = {}};
  job.result.pid = pid;
  job.result.pgid = pid;
  job.result.kill_on_parent_exit = started.value().ends_with_us;
  job.result.warnings = std::move(started.value().warnings);
  job.result.containment = std::move(started.value().containment);
  job.result.containment.pgid = machine.groups ? pid : kNoPid;
  job.result.containment.sid = machine.groups && config.new_session ? pid : kNoPid;
  job.result.containment.cookie = token.value();
  // The child is not reaped before it is adopted, so its pid can't mean another process yet.
  const Result<Identity> identity = platform::read_identity(process.pin);
  const Status given = identity.ok() ? give_ends(process.parent_ends, job.ends) : Status(identity.error());
  if (!given.ok()) {
    const Error why = abandon(process.pin, given.error());
    const Identity known = identity.ok() ? identity.value() : Identity{.pid = pid};
    watcher.adopt(std::move(process.pin), known, std::move(started.value().folder));
    return why;
  }
  job.result.identity = to_text(identity.value());
  job.result.start_time_unix_ms = platform::start_time_unix_ms(identity.value().start);
  watcher.adopt(std::move(process.pin), identity.value(), std::move(started.value().folder));
  return job;
}

}  // namespace reeve
