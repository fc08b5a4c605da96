#include "core/spawn/spawn_in_group.h"

#include "core/platform.h"
#include "core/records/json_writer.h"
#include "core/spawn/start_job.h"

namespace reeve {
namespace {

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

Status give_ends(std::array<UniqueHandle, kStreamCount>& handles, std::array<int, kStreamCount>& ends) {
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    if (!handles[stream].valid()) continue;
    const Result<int> descriptor = platform::to_descriptor(std::move(handles[stream]));
    if (!descriptor.ok()) return descriptor.error();
    ends[stream] = descriptor.value();
  }
  return Done{};
}

// Lets a kept job run, once it is known who it is.
Status release(StartedJob& job, const SpawnPlan& plan, const SpawnInGroupResult& result) {
  const bool written_down = !job.containment.keeper->state_dir.empty();
  job.kept->process.pin = std::move(job.process.pin);
  const Status released = platform::release_kept(*job.kept, plan, result.identity,
                                                 written_down ? JsonWriter::text_of(result) : std::string());
  job.process.pin = std::move(job.kept->process.pin);
  return released;
}

// A kept job that was not released ends by itself.
Error drop(StartedJob& job, Error why) {
  platform::drop_kept(*job.kept);
  if (!job.folder.path.empty()) {
    const Status emptied = platform::kill_folder(job.folder.path);
    static_cast<void>(emptied);  // what is left is a job whose keeper was killed at its release
    const Status removed = platform::remove_folder(job.folder.path);
    static_cast<void>(removed);  // the start's own error says more
  }
  return why;
}

// A child that its caller can't be told of in full must not run on unrecorded.
Error abandon(const StartedJob& job, Error why) {
  const Status killed = platform::send_signal(job.process.pin, platform::default_kill_signal());
  static_cast<void>(killed);  // an unreaped child of ours can always be signalled
  const Status emptied = job.folder.path.empty() ? Status(Done{}) : platform::kill_folder(job.folder.path);
  static_cast<void>(emptied);  // its first process has been killed, and was alone a moment ago
  const Status ended = job.kept ? platform::ask_for_end(job.kept->channel.get()) : Status(Done{});
  static_cast<void>(ended);  // the keeper is gone, and the child has been killed
  return why;
}

SpawnInGroupResult result_of(const Machine& machine, const SpawnConfig& config, const StartedJob& job,
                             const Identity& identity) {
  const Pid pid = job.process.pin.pid;
  SpawnInGroupResult result;
  result.pid = pid;
  result.pgid = pid;
  result.identity = to_text(identity);
  result.start_time_unix_ms = platform::start_time_unix_ms(identity.start);
  result.kill_on_parent_exit = job.ends_with_us;
  result.warnings = job.warnings;
  result.containment = job.containment;
  result.containment.pgid = machine.groups ? pid : kNoPid;
  result.containment.sid = machine.groups && config.new_session ? pid : kNoPid;
  return result;
}

// From here on whoever asks hears how it ends, and its keeper is reaped as it is.
void adopt(const SpawnServices& services, StartedJob& job, const Identity& identity) {
  if (!job.kept) {
    services.watcher.adopt(std::move(job.process.pin), identity, std::move(job.folder));
    return;
  }
  // A keeper of a folder only leaves the exit's telling to the system.
  const bool tells = !services.machine.keepers.keeps_folder;
  const auto teller = tells ? ExitWatcher::Teller::keeper : ExitWatcher::Teller::us;
  services.watcher.adopt(std::move(job.process.pin), identity, std::move(job.folder), teller);
  services.watcher.adopt(std::move(job.kept->keeper), job.containment.keeper->identity, {});
  if (!tells) return;
  services.channels.add(std::move(job.kept->channel), job.containment, identity);
}

}  // namespace

Result<SpawnedJob> spawn_in_group(const SpawnServices& services, const SpawnConfig& config) {
  const Status valid = check(config);
  if (!valid.ok()) return valid.error();
  const Result<std::string> token = platform::random_token();
  if (!token.ok()) return token.error();
  const SpawnPlan plan = plan_of(config, token.value());
  Result<StartedJob> started = start_job(services.machine, config, plan, token.value());
  if (!started.ok()) return started.error();
  StartedJob& job = started.value();
  job.containment.cookie = token.value();
  SpawnedJob spawned;
  // The process is not reaped before it is adopted, so its pid can't mean another one yet.
  const Result<Identity> identity = platform::read_identity(job.process.pin);
  Status done = identity.ok() ? Status(Done{}) : Status(identity.error());
  if (done.ok()) {
    spawned.result = result_of(services.machine, config, job, identity.value());
    if (job.kept) done = release(job, plan, spawned.result);
  }
  if (!done.ok() && job.kept) return drop(job, done.error());
  if (done.ok()) done = give_ends(job.process.parent_ends, spawned.ends);
  if (!done.ok()) {
    const Error why = abandon(job, done.error());
    adopt(services, job, identity.ok() ? identity.value() : Identity{.pid = job.process.pin.pid});
    return why;
  }
  adopt(services, job, identity.value());
  return spawned;
}

}  // namespace reeve
