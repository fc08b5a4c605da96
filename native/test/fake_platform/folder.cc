#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {
namespace {

using fake::error;
using fake::world;
using Lock = std::unique_lock<std::mutex>;

bool lies_in(const std::string& folder, const std::string& path) {
  return folder == path || folder.starts_with(path + "/");
}

}  // namespace

Result<JobFolder> make_folder(const std::string& path, const FolderOrders& orders) {
  const Lock lock(world().mutex);
  const bool lacks = orders.limits.any() && !world().keeps_limits;
  if (lacks && orders.limits_required) return unsupported("no controller");
  static std::uint64_t last_id = 70;
  const auto [made, fresh] = world().folders.emplace(path, fake::Folder{});
  if (!fresh) return error(EEXIST, "mkdir");
  made->second.id = ++last_id;
  JobFolder folder{.path = path, .id = last_id};
  if (lacks) folder.unkept.emplace_back("limits.pids_max: no controller");
  return folder;
}

bool is_folders_fault(const Error& error) { return error.op == "mkdir" || error.op == "cgroup.procs"; }

Status share_folder(const JobFolder&, const Pin&) { return Done{}; }

bool is_same_folder(const Containment& containment) {
  const Lock lock(world().mutex);
  const auto found = world().folders.find(containment.folder);
  return found != world().folders.end() && found->second.id == containment.folder_id;
}

Result<std::vector<Pid>> folder_members(const std::string& path) {
  const Lock lock(world().mutex);
  if (!world().has_handles(1)) return error(EMFILE, "open");
  std::vector<Pid> pids;
  for (const auto& [pid, process] : world().table) {
    if (!process->ended && lies_in(process->folder, path)) pids.push_back(pid);
  }
  return pids;
}

bool is_folder_member(Pid pid, const std::string& path) {
  const Lock lock(world().mutex);
  const auto found = world().table.find(pid);
  return found != world().table.end() && lies_in(found->second->folder, path);
}

Result<bool> is_folder_populated(const std::string& path) {
  const Lock lock(world().mutex);
  const auto found = world().folders.find(path);
  if (found == world().folders.end()) return false;
  if (world().populated(path)) return true;
  return found->second.late_looks > 0 && found->second.late_looks-- > 0;
}

Status kill_folder(const std::string& path) {
  const Lock lock(world().mutex);
  const auto found = world().folders.find(path);
  if (found == world().folders.end()) return error(ENOENT, "open");
  if (found->second.kill_error) return *found->second.kill_error;
  world().log.push_back("kill " + path);
  const auto table = world().table;
  for (const auto& [pid, process] : table) {
    if (lies_in(process->folder, path)) world().act(process, fake::kKill);
  }
  return Done{};
}

Status thaw_folder(const std::string& path) {
  const Lock lock(world().mutex);
  const auto found = world().folders.find(path);
  if (found == world().folders.end() || !found->second.frozen) return Done{};
  world().log.push_back("thaw " + path);
  found->second.frozen = false;
  return Done{};
}

Status remove_folder(const std::string& path) {
  const Lock lock(world().mutex);
  if (world().populated(path)) return error(EBUSY, "rmdir");
  world().folders.erase(path);
  return Done{};
}

Result<UniqueHandle> watch_folder(const std::string& path) {
  if (const auto& hook = world().before_watch_folder) hook(path);
  const Lock lock(world().mutex);
  if (!world().folders.contains(path)) return error(ENOENT, "open");
  const Result<int> handle = world().open_handle({.folder = path}, "open");
  if (!handle.ok()) return handle.error();
  return UniqueHandle(handle.value());
}

std::vector<std::string> folder_controllers(const std::string&) { return {"pids"}; }

}  // namespace reeve::platform
