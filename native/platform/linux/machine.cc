#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <memory>

#include "core/platform.h"
#include "platform/linux/decode/folder_name.h"
#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/clone.h"
#include "platform/linux/kernel/directory.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

using linux_kernel::ChildOrders;
using linux_kernel::ChildStage;
using Entry = FolderSupport::Entry;

// A child that does all that a job's child does up to its streams, has none, and dies there: the cheapest real start.
struct Probe {
  bool entered = false;
  bool exit_told = false;
};

Probe start_probe(int folder, int folder_procs) {
  ChildOrders orders;
  orders.folder_procs = folder_procs;
  const Result<Pin> child = linux_kernel::clone_child(orders, folder);
  if (!child.ok()) return {};
  linux_kernel::await_end(child.value());
  const bool ran = orders.stage == ChildStage::prepared;
  return {.entered = ran && std::string_view(orders.step) != "cgroup.procs",
          .exit_told = linux_kernel::pidfd_exit_status(child.value().handle.get()).has_value()};
}

Entry try_entries(const std::string& folder) {
  const UniqueHandle directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.valid() && start_probe(directory.get(), -1).entered) return Entry::born_inside;
  const UniqueHandle procs(open((folder + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
  if (procs.valid() && start_probe(-1, procs.get()).entered) return Entry::joined;
  return Entry::none;
}

std::string own_namespace() {
  struct stat status {};
  return stat("/proc/self/ns/pid", &status) == 0 ? std::to_string(status.st_ino) : "0";
}

std::string own_prefix() { return linux_decode::folder_prefix({.pid = getpid(), .pid_namespace = own_namespace()}); }

// Whether the folder's maker lived in our PID namespace and has ended.
bool is_abandoned(std::string_view name) {
  const std::optional<linux_decode::FolderMaker> maker = linux_decode::parse_folder_name(name);
  if (!maker || maker->pid_namespace != own_namespace()) return false;
  return access(linux_kernel::ProcPath(maker->pid, "").c_str(), F_OK) != 0;
}

// remove_folder() refuses a folder that still holds a process.
void remove_abandoned_folders(const std::string& base) {
  const std::unique_ptr<DIR, linux_kernel::CloseFolder> folder(opendir(base.c_str()));
  while (const dirent* entry = folder ? readdir(folder.get()) : nullptr) {
    if (!is_abandoned(entry->d_name)) continue;
    const Status removed = remove_folder(base + "/" + entry->d_name);
    static_cast<void>(removed);  // EBUSY: its job still runs
  }
}

FolderSupport probe_folders() {
  FolderSupport support{.kind = ContainmentKind::cgroup};
  const Result<std::string> base = linux_kernel::own_cgroup_folder();
  if (!base.ok()) {
    support.reason = message_of(base.error());
    return support;
  }
  const Result<std::string> token = random_token();
  if (!token.ok()) {
    support.reason = message_of(token.error());
    return support;
  }
  support.prefix = own_prefix();
  support.base = base.value() + "/";
  const std::string folder = support.base + support.prefix + token.value();
  const Result<JobFolder> made = make_folder(folder, {});
  if (!made.ok()) {
    support.reason = "cannot make a cgroup in " + base.value() + ": " + error_text(made.error().os);
    return support;
  }
  support.entry = try_entries(folder);
  if (support.entry == Entry::none) {
    support.reason = "may make a cgroup in " + base.value() + " but not start a process in it";
  } else if (const Status killed = kill_folder(folder); !killed.ok()) {
    support.entry = Entry::none;
    support.reason = "this kernel has no cgroup.kill (Linux 5.14)";
  }
  remove_abandoned_folders(base.value());
  const Status removed = remove_folder(folder);
  if (!removed.ok()) support.reason = "cannot remove " + folder + ": " + error_text(removed.error().os);
  return support;
}

}  // namespace

Machine probe_machine() {
  Machine machine;
  machine.groups = true;
  utsname system{};
  if (uname(&system) == 0) machine.kernel = std::string(system.sysname) + " " + system.release;
  const UniqueHandle own(linux_kernel::pidfd_open(getpid()));
  machine.pidfd = own.valid();
  machine.pidfd_inode = linux_kernel::pidfds_have_own_inodes();
  machine.exit_info = start_probe(-1, -1).exit_told;
  machine.children_files = access("/proc/thread-self/children", R_OK) == 0;
  int subreaper = 0;
  machine.subreaper = prctl(PR_GET_CHILD_SUBREAPER, &subreaper) == 0;
  const std::optional<Error> refusal = keeper_refusal();
  machine.keepers = {.available = !refusal, .keeps_logs = true, .reason = refusal ? message_of(*refusal) : ""};
  machine.folders = probe_folders();
  return machine;
}

}  // namespace reeve::platform
