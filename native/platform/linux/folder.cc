#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <memory>

#include "core/platform.h"
#include "platform/linux/decode/cgroup.h"
#include "platform/linux/decode/pids.h"
#include "platform/linux/kernel/directory.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::platform {
namespace {

constexpr long long kCpuPeriod = 100'000;  // microseconds; the kernel's default
constexpr long long kLeastQuota = 1000;    // and the least it takes

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

Status write_once(const std::string& path, std::string_view text) {
  const UniqueHandle file(posix::retry([&] { return open(path.c_str(), O_WRONLY | O_CLOEXEC); }));
  if (!file.valid()) return posix::last_error("open");
  const ssize_t written = posix::retry([&] { return write(file.get(), text.data(), text.size()); });
  if (written < 0) return posix::last_error("write");
  return Done{};
}

// The file is there only where the folder above hands its controller down (cgroup.subtree_control).
Status set_limit(const std::string& path, const std::string& controller, const std::string& text) {
  const Status written = write_once(path + "/" + controller + ".max", text);
  if (written.ok() || written.error().os != ENOENT) return written;
  return unsupported("a limit needs the cgroup controller '" + controller + "', which is not enabled in " +
                     path.substr(0, path.rfind('/')) + "/cgroup.subtree_control");
}

Status set_limits(const std::string& path, const JobLimits& limits) {
  Status set = Done{};
  if (limits.memory_max) set = set_limit(path, "memory", std::to_string(*limits.memory_max));
  if (set.ok() && limits.pids_max) set = set_limit(path, "pids", std::to_string(*limits.pids_max));
  if (!set.ok() || !limits.cpu_max) return set;
  const auto quota = std::max(kLeastQuota, std::llround(*limits.cpu_max * kCpuPeriod));
  return set_limit(path, "cpu", std::to_string(quota) + " " + std::to_string(kCpuPeriod));
}

}  // namespace

Result<JobFolder> make_folder(const std::string& path, const FolderOrders& orders) {
  if (mkdir(path.c_str(), 0755) != 0) return posix::last_error("mkdir");
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return posix::last_error("stat");
  const Status limited = set_limits(path, orders.limits);
  if (!limited.ok()) {
    rmdir(path.c_str());
    return limited.error();
  }
  return JobFolder{.path = path, .id = status.st_ino};
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
  if (!own.ok() && own.error().os != ENODEV && own.error().os != ENOENT) return own.error();
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
  if (events.error().os == ENOENT || events.error().os == ENODEV) return false;
  return events.error();
}

Status kill_folder(const std::string& path) { return write_once(path + "/cgroup.kill", "1"); }

Status remove_folder(const std::string& path) {
  if (rmdir(path.c_str()) == 0 || errno == ENOENT) return Done{};
  // EBUSY for processes inside as well as for subfolders: those may be empty.
  const Error busy = posix::last_error("rmdir");
  const std::vector<std::string> below = subfolders(path);
  if (below.empty()) return busy;
  for (const std::string& subfolder : below) {
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

}  // namespace reeve::platform
