#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "core/platform.h"
#include "platform/linux/decode/cgroup.h"
#include "platform/linux/decode/pids.h"
#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/controllers.h"
#include "platform/linux/kernel/directory.h"
#include "platform/linux/kernel/limits.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::platform {
namespace {

// What the files of a removed cgroup say, before they were opened and after.
bool is_gone(const Error& error) { return error.os == ENOENT || error.os == ENODEV; }

std::vector<std::string> subfolders(const std::string& path) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, linux_kernel::CloseFolder> folder(opendir(path.c_str()));
  if (!folder) return names;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name(entry->d_name);
    if (entry->d_type == DT_DIR && name != "." && name != "..") names.push_back(path + "/" + std::string(name));
  }
  return names;
}

}  // namespace

Result<JobFolder> make_folder(const std::string& path, const FolderOrders& orders) {
  if (mkdir(path.c_str(), 0755) != 0) return posix::last_error("mkdir");
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return posix::last_error("stat");
  Result<std::vector<std::string>> unkept = linux_kernel::write_limits(path, orders.limits);
  if (unkept.ok() && (unkept.value().empty() || !orders.limits_required)) {
    return JobFolder{.path = path, .id = status.st_ino, .unkept = std::move(unkept.value())};
  }
  rmdir(path.c_str());
  return unkept.ok() ? unsupported("can't keep " + unkept.value().front()) : unkept.error();
}

bool is_folders_fault(const Error& error) {
  return error.op == "mkdir" || error.op == "stat" || error.op == "clone" || error.op == "cgroup.procs";
}

Status share_folder(const JobFolder&, const Pin&) { return Done{}; }

bool is_same_folder(const Containment& containment) {
  struct stat status {};
  struct statfs mount {};
  const char* path = containment.folder.c_str();
  return containment.folder.starts_with('/') && stat(path, &status) == 0 && status.st_ino == containment.folder_id &&
         statfs(path, &mount) == 0 && mount.f_type == CGROUP2_SUPER_MAGIC;
}

Result<std::vector<Pid>> folder_members(const std::string& path) {
  std::vector<Pid> pids;
  const Result<std::string> own = linux_kernel::read_file((path + "/cgroup.procs").c_str());
  // A threaded cgroup's processes are those of the first cgroup above that is not.
  const bool threaded = !own.ok() && own.error().os == EOPNOTSUPP;
  if (!own.ok() && !threaded && !is_gone(own.error())) return own.error();
  if (own.ok()) linux_decode::parse_pids(own.value(), pids);
  for (const std::string& below : subfolders(path)) {
    const Result<std::vector<Pid>> members = folder_members(below);
    if (!members.ok()) return members.error();
    pids.insert(pids.end(), members.value().begin(), members.value().end());
  }
  return pids;
}

bool is_folder_member(Pid pid, const std::string& path) {
  const Result<std::string> groups = linux_kernel::read_proc(pid, "cgroup");
  // The last part of the path ends in the job's token (check(Containment)): finding it is proof wherever the tree is
  // mounted.
  return groups.ok() && linux_decode::is_in_folder(groups.value(), path);
}

Result<bool> is_folder_populated(const std::string& path) {
  const Result<std::string> events = linux_kernel::read_file((path + "/cgroup.events").c_str());
  if (events.ok()) {
    const std::optional<bool> populated = linux_decode::is_populated(events.value());
    return populated ? Result<bool>(*populated) : posix::error_of(EIO, "read");
  }
  if (is_gone(events.error())) return false;
  return events.error();
}

Status kill_folder(const std::string& path) { return linux_kernel::write_control(path + "/cgroup.kill", "1"); }

Status thaw_folder(const std::string& path) {
  const std::string file = path + "/cgroup.freeze";
  const Result<std::string> frozen = linux_kernel::read_file(file.c_str());
  if (!frozen.ok()) return is_gone(frozen.error()) ? Status(Done{}) : frozen.error();
  Status thawed = frozen.value().starts_with('1') ? linux_kernel::write_control(file, "0") : Done{};
  // A job may have frozen cgroups that it made below its own.
  for (const std::string& below : subfolders(path)) {
    const Status other = thaw_folder(below);
    if (thawed.ok()) thawed = other;
  }
  return thawed;
}

Status remove_folder(const std::string& path) {
  if (rmdir(path.c_str()) == 0 || errno == ENOENT) return Done{};
  // EBUSY for processes inside as well as for subfolders. Those of a job that lives are its own, also the empty ones.
  const Error busy = posix::last_error("rmdir");
  const Result<bool> populated = is_folder_populated(path);
  if (!populated.ok() || populated.value()) return busy;
  for (const std::string& subfolder : subfolders(path)) {
    const Status removed = remove_folder(subfolder);
    if (!removed.ok()) return removed;
  }
  if (rmdir(path.c_str()) == 0 || errno == ENOENT) return Done{};
  return posix::last_error("rmdir");
}

Result<UniqueHandle> watch_folder(const std::string& path) {
  UniqueHandle events(posix::retry([&] { return open((path + "/cgroup.events").c_str(), O_RDONLY | O_CLOEXEC); }));
  if (!events.valid()) return posix::last_error("open");
  return events;
}

std::vector<std::string> folder_controllers(const std::string& base) { return linux_kernel::controllers_below(base); }

}  // namespace reeve::platform
