#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::fake {

World& world() {
  static World the_world;
  return the_world;
}

Error error(int number, std::string_view op, Pid pid) {
  return Error{.code = platform::error_name(number), .os = number, .op = op, .pid = pid};
}

Identity other_than(Identity identity) {
  identity.unique += 1000000;
  identity.start += 1000000;
  return identity;
}

void World::reset() {
  const std::lock_guard lock(mutex);
  has_unique = pollable = tells_exit = tells_reap = counts_births = zombie_exit = true;
  reaches_group_of_reaped = true;
  most_handles = pins_left = 1000000;
  list_error.reset();
  poller_error.reset();
  thread_error.reset();
  spawn_error.reset();
  descriptor_error.reset();
  folder_error.reset();
  keeper_error.reset();
  release_error.reset();
  kept_exits.clear();
  on_spawn = nullptr;
  machine = Machine{.kernel = "Fake 1", .groups = true};
  environment.clear();
  before_list = nullptr;
  before_newest = nullptr;
  before_pin = nullptr;
  before_children = nullptr;
  lists_children = true;
  before_signal = after_signal = nullptr;
  before_watch_folder = nullptr;
  before_listeners = before_holders = nullptr;
  before_descriptors = nullptr;
  listeners.clear();
  listeners_error.reset();
  before_release = nullptr;
  table.clear();
  folders.clear();
  handles.clear();
  sets.clear();
  keepings.clear();
  log.clear();
  now = 1000;
  births = 0;
  lists = list_errors = 0;
  last_unique = 5000;
  last_pid = 1000;
  add_locked({.pid = kInit, .ppid = kNoPid, .pgid = kInit, .sid = kInit, .start = 1});
  add_locked({.pid = kShell, .ppid = kInit, .pgid = kShell, .sid = kShell, .start = 500});
  add_locked({.pid = kOwn, .ppid = kShell, .pgid = kOwn, .sid = kShell, .start = 900});
}

ProcessPtr World::add(Process process) {
  const std::lock_guard lock(mutex);
  return add_locked(std::move(process));
}

ProcessPtr World::add_locked(Process process) {
  const auto parent = table.find(process.ppid);
  if (process.pid == kNoPid) process.pid = ++last_pid;
  if (process.start == 0) process.start = ++now;
  if (process.unique == 0) process.unique = ++last_unique;
  if (parent != table.end()) {
    if (process.pgid == kNoPid) process.pgid = parent->second->pgid;
    if (process.sid == kNoPid) process.sid = parent->second->sid;
  }
  ++births;
  const auto added = std::make_shared<Process>(std::move(process));
  table[added->pid] = added;
  if (const auto folder = folders.find(added->folder); folder != folders.end()) ++folder->second.changes;
  changed.notify_all();
  return added;
}

void World::end(const ProcessPtr& process, ExitStatus exit) {
  const std::lock_guard lock(mutex);
  end_locked(process, std::move(exit));
}

void World::exit(Pid pid, int code) {
  const std::lock_guard lock(mutex);
  const auto found = table.find(pid);
  if (found != table.end()) end_locked(found->second, {.code = code});
}

void World::end_locked(const ProcessPtr& process, ExitStatus exit) {
  if (process->ended) return;
  process->ended = true;
  process->state = ProcessState::zombie;
  process->exit = std::move(exit);
  const Pid heir = heir_of(*process);
  for (const auto& [pid, other] : table) {
    if (other->ppid == process->pid) other->ppid = heir;
  }
  for (auto& [path, folder] : folders) {
    if (process->folder.starts_with(path)) ++folder.changes;
  }
  if (!process->held) reap_locked(process);
  look_after_keepers();
  changed.notify_all();
}

void World::reap(const ProcessPtr& process) {
  const std::lock_guard lock(mutex);
  reap_locked(process);
}

void World::reap_locked(const ProcessPtr& process) {
  process->reaped = true;
  const auto found = table.find(process->pid);
  if (found != table.end() && found->second == process) table.erase(found);
  changed.notify_all();
}

ProcessPtr World::at(Pid pid) {
  const std::lock_guard lock(mutex);
  const auto found = table.find(pid);
  return found == table.end() ? nullptr : found->second;
}

std::vector<int> World::received(const ProcessPtr& process) {
  const std::lock_guard lock(mutex);
  return process->received;
}

bool World::alive(const ProcessPtr& process) {
  const std::lock_guard lock(mutex);
  return !process->ended;
}

Identity World::identity_of(const ProcessPtr& process) {
  const std::lock_guard lock(mutex);
  return {.boot = "b007", .pid = process->pid, .start = process->start, .unique = has_unique ? process->unique : 0};
}

std::string World::make_folder(const std::string& path) {
  static_cast<void>(platform::make_folder(path, {}).ok());
  return path;
}

std::size_t World::open_handles() {
  const std::lock_guard lock(mutex);
  return handles.size();
}

std::vector<std::string> World::take_log() {
  const std::lock_guard lock(mutex);
  return std::exchange(log, {});
}

void World::tick(std::uint64_t by) {
  const std::lock_guard lock(mutex);
  now += by;
}

void World::change(const std::function<void(World&)>& change) {
  const std::lock_guard lock(mutex);
  change(*this);
  changed.notify_all();
}

bool World::looks_ended(const ProcessPtr& process) {
  if (!process->ended && process->dying_looks > 0 && process->pending.contains(kKill)) {
    if (--process->dying_looks == 0) end_locked(process, {.signal = kKill});
  }
  return process->ended;
}

bool World::populated(const std::string& path) {
  return std::any_of(table.begin(), table.end(), [&](const auto& entry) {
    return !entry.second->ended && (entry.second->folder == path || entry.second->folder.starts_with(path + "/"));
  });
}

Status World::deliver(const ProcessPtr& process, int signal) {
  if (process->reaped) return error(ESRCH, "signal", process->pid);
  if (process->refuses) return error(EPERM, "signal", process->pid);
  if (signal == 0 || process->ended) return Done{};
  process->received.push_back(signal);
  log.push_back("signal " + std::to_string(signal) + " to " + std::to_string(process->pid));
  act(process, signal);
  return Done{};
}

void World::act(const ProcessPtr& process, int signal) {
  if (process->unkillable) return;
  if (signal == kStop) {
    process->state = ProcessState::stopped;
  } else if (signal == kCont) {
    process->state = ProcessState::sleeping;
    for (const int waiting : std::exchange(process->pending, {})) act(process, waiting);
  } else if (signal == kKill && process->dying_looks > 0) {
    process->pending.insert(signal);
  } else if (signal != kKill && process->state == ProcessState::stopped) {
    process->pending.insert(signal);
  } else if (signal == kKill || !process->ignores.contains(signal)) {
    end_locked(process, {.signal = signal});
  }
}

Result<int> World::open_handle(Handle handle, std::string_view op) {
  if (!has_handles(1)) return error(EMFILE, op);
  handles.emplace(++last_handle, std::move(handle));
  return last_handle;
}

}  // namespace reeve::fake
