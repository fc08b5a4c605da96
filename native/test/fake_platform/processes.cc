#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "core/spawn/spawn_config.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {
namespace {

using fake::error;
using fake::Process;
using fake::ProcessPtr;
using fake::World;
using fake::world;
using Lock = std::unique_lock<std::mutex>;

ProcessPtr pinned(const Pin& pin) {
  const auto found = world().handles.find(pin.handle.get());
  return found == world().handles.end() ? nullptr : found->second.process;
}

ProcessStat stat_of(const Process& process) {
  return {.pid = process.pid,
          .ppid = process.ppid,
          .pgid = process.pgid,
          .sid = process.sid,
          .state = process.state,
          .start = process.start,
          .name = process.name};
}

ExitStatus with_source(ExitStatus exit, ExitSource source) {
  exit.source = source;
  return exit;
}

}  // namespace

Result<Pin> open_pin(Pid pid) {
  if (const auto& hook = world().before_pin) hook(pid);
  const Lock lock(world().mutex);
  const auto found = world().table.find(pid);
  if (found == world().table.end()) return error(ESRCH, "open_pin", pid);
  if (world().pins_left == 0) return error(EMFILE, "open_pin", pid);
  const Result<int> handle = world().open_handle({.process = found->second}, "open_pin");
  if (!handle.ok()) return handle.error();
  --world().pins_left;
  world().log.push_back("pin " + std::to_string(pid));
  return Pin{.pid = pid, .handle = UniqueHandle(handle.value()), .pollable = world().pollable};
}

Result<Pin> copy_pin(const Pin& pin) {
  const Lock lock(world().mutex);
  if (world().pins_left == 0) return error(EMFILE, "copy_pin", pin.pid);
  const Result<int> handle = world().open_handle({.process = pinned(pin)}, "copy_pin");
  if (!handle.ok()) return handle.error();
  return Pin{.pid = pin.pid, .handle = UniqueHandle(handle.value()), .pollable = pin.pollable};
}

bool has_ended(const Pin& pin) {
  const Lock lock(world().mutex);
  const ProcessPtr process = pinned(pin);
  return process != nullptr && world().looks_ended(process);
}

bool is_gone(const Pin& pin) {
  const Lock lock(world().mutex);
  const ProcessPtr process = pinned(pin);
  return process != nullptr && process->reaped;
}

Status send_signal(const Pin& pin, int signal) {
  if (const auto& hook = world().before_signal; hook && signal != 0) hook(pin.pid, signal);
  Status sent = Done{};
  {
    const Lock lock(world().mutex);
    sent = world().deliver(pinned(pin), signal);
  }
  if (const auto& hook = world().after_signal; hook && signal != 0) hook(pin.pid, signal);
  return sent;
}

Status send_signal_to_group(const Pin& leader, int signal) {
  const Lock lock(world().mutex);
  bool any = false;
  const auto table = world().table;
  const auto holder = table.find(leader.pid);
  const bool reaped = pinned(leader)->reaped;
  if (reaped && !world().reaches_group_of_reaped) return error(ESRCH, "group", leader.pid);
  // Somebody else got the number, so the group had ended.
  if (holder != table.end() && holder->second != pinned(leader)) return error(ESRCH, "group", leader.pid);
  for (const auto& [pid, process] : table) {
    if (process->pgid != leader.pid) continue;  // who is dead but not reaped is one of it too
    any = world().deliver(process, signal).ok() || any;
  }
  if (!any) return error(ESRCH, "group", leader.pid);
  return Done{};
}

Status send_signal_to_group_of(const Pin& member, Pid pgid, int signal) {
  const Lock lock(world().mutex);
  const ProcessPtr held = pinned(member);
  if (held->ended || held->pgid != pgid || held->state != ProcessState::stopped) return error(ESRCH, "group", pgid);
  world().log.push_back("group signal " + std::to_string(signal) + " to " + std::to_string(pgid));
  const auto table = world().table;
  for (const auto& [pid, process] : table) {
    if (process->pgid == pgid && !process->ended) static_cast<void>(world().deliver(process, signal));
  }
  return Done{};
}

Result<std::string> boot_id() { return std::string("b007"); }

Result<ProcessStat> read_pinned_stat(const Pin& pin) {
  const Lock lock(world().mutex);
  if (!world().has_handles(1)) return error(EMFILE, "read", pin.pid);
  const ProcessPtr process = pinned(pin);
  if (process == nullptr || process->reaped || process->hidden) return error(ESRCH, "read", pin.pid);
  return stat_of(*process);
}

Result<Identity> identity_of(const Pin& pin, const ProcessStat& stat) {
  const Lock lock(world().mutex);
  const ProcessPtr process = pinned(pin);
  const std::uint64_t unique = process != nullptr && world().has_unique ? process->unique : 0;
  return Identity{.boot = "b007", .pid = pin.pid, .start = stat.start, .unique = unique};
}

Result<Identity> read_identity(const Pin& pin) {
  const Result<ProcessStat> stat = read_pinned_stat(pin);
  if (stat.ok()) return identity_of(pin, stat.value());
  if (has_ended(pin)) return stat.error();
  if (!world().has_unique) return error(EACCES, "read", pin.pid);
  return identity_of(pin, ProcessStat{.pid = pin.pid});
}

std::int64_t start_time_unix_ms(std::uint64_t start) {
  return 1'700'000'000'000 + static_cast<std::int64_t>(start) * 10;
}

std::uint64_t start_now() {
  const Lock lock(world().mutex);
  return world().now;
}

std::uint64_t start_span(Millis time) { return static_cast<std::uint64_t>(time.count()) / 10; }

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted&) {
  const Result<Identity> identity = read_identity(pin);
  if (!identity.ok()) return identity.error();
  ProcessFacts facts;
  facts.identity = identity.value();
  const Result<ProcessStat> stat = read_pinned_stat(pin);
  if (stat.ok()) facts.stat = stat.value();
  return facts;
}

Result<std::vector<ProcessStat>> list_processes() {
  int number = 0;
  {
    const Lock lock(world().mutex);
    number = ++world().lists;
    world().log.emplace_back("list");
  }
  if (const auto& hook = world().before_list) hook(number);
  const Lock lock(world().mutex);
  if (!world().has_handles(2)) return error(EMFILE, "opendir");
  if (world().list_errors != 0) {
    --world().list_errors;
    return *world().list_error;
  }
  std::vector<ProcessStat> all;
  for (const auto& [pid, process] : world().table) {
    if (!process->hidden && !process->ended) all.push_back(stat_of(*process));
  }
  return all;
}

Result<ProcessStat> read_stat(Pid pid) {
  const Lock lock(world().mutex);
  if (!world().has_handles(1)) return error(EMFILE, "open", pid);
  const auto found = world().table.find(pid);
  if (found == world().table.end() || found->second->hidden) return error(ESRCH, "open", pid);
  return stat_of(*found->second);
}

Result<std::uint64_t> birth_count() {
  const Lock lock(world().mutex);
  if (!world().counts_births) return unsupported("not counted");
  return world().births;
}

Result<Pid> newest_pid() {
  if (const auto& hook = world().before_newest) hook();
  const Lock lock(world().mutex);
  if (!world().counts_births) return unsupported("not told");
  return world().last_pid;
}

std::optional<bool> carries_token(Pid pid, std::string_view, std::string_view token) {
  const Lock lock(world().mutex);
  world().log.push_back("token of " + std::to_string(pid));
  const auto found = world().table.find(pid);
  if (found == world().table.end() || found->second->in_exec) return std::nullopt;
  return found->second->tokens.find(token) != std::string::npos;
}

std::optional<ExitStatus> reap(const Pin& child) {
  const Lock lock(world().mutex);
  const ProcessPtr process = pinned(child);
  if (!process->ended) return std::nullopt;
  if (!process->stolen) {
    world().reap_locked(process);
    return with_source(process->exit, ExitSource::child);
  }
  if (world().tells_exit) return with_source(process->exit, ExitSource::kernel);
  return unknown_exit("stolen");
}

std::optional<ExitStatus> read_exit(const Pin& ended) {
  const Lock lock(world().mutex);
  const ProcessPtr process = pinned(ended);
  if (!world().tells_exit || !ended.pollable || process == nullptr || !process->reaped) return std::nullopt;
  return with_source(process->exit, ExitSource::kernel);
}

ExitStatus read_zombie_exit(const Pin& zombie) {
  const Lock lock(world().mutex);
  const auto found = world().table.find(zombie.pid);
  const bool there = found != world().table.end() && found->second->ended;
  if (there && world().zombie_exit) return with_source(found->second->exit, ExitSource::procfs);
  return unknown_exit("not told");
}

Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, FolderSupport::Entry) {
  const Lock lock(world().mutex);
  if (world().spawn_error) return *world().spawn_error;
  if (world().folder_error && !folder.empty()) return *world().folder_error;
  return world().start_locked(plan, {.ppid = fake::kOwn, .folder = folder, .held = true});
}

}  // namespace reeve::platform

namespace reeve::fake {

Result<SpawnedProcess> World::start_locked(const SpawnPlan& plan, Process process) {
  process.name = plan.file;
  process.pid = ++last_pid;
  process.pgid = process.pid;
  if (plan.new_session) process.sid = process.pid;
  for (const std::string& entry : plan.environment) {
    if (entry.starts_with(kTokenVariable)) process.tokens = entry.substr(kTokenVariable.size() + 1);
  }
  if (on_spawn) on_spawn(process);
  const ProcessPtr born = add_locked(std::move(process));
  const Result<int> handle = open_handle({.process = born}, "clone");
  if (!handle.ok()) return handle.error();
  SpawnedProcess spawned{.pin = Pin{.pid = born->pid, .handle = UniqueHandle(handle.value()), .pollable = pollable}};
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    if (plan.streams[stream].kind != StreamPlan::Kind::pipe) continue;
    const Result<int> end = open_handle({}, "pipe");
    if (!end.ok()) return end.error();
    spawned.parent_ends[stream] = UniqueHandle(end.value());
  }
  return spawned;
}

}  // namespace reeve::fake
