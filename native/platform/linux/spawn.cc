#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/linux/kernel/clone.h"
#include "platform/linux/kernel/start_orders.h"
#include "platform/posix/errors.h"
#include "platform/posix/exec.h"
#include "platform/posix/retry.h"
#include "platform/posix/streams.h"

namespace reeve::platform {
namespace {

using linux_kernel::ChildOrders;
using linux_kernel::ChildStage;
using Entry = FolderSupport::Entry;

// A change of ids in a child that shares our memory marks that memory, and so us, as not dumpable (commit_creds() in
// kernel/cred.c). This puts back what was.
class DumpableAsBefore {
 public:
  explicit DumpableAsBefore(bool needed) : before_(needed ? prctl(PR_GET_DUMPABLE) : -1) {}
  ~DumpableAsBefore() {
    if (before_ >= 0) prctl(PR_SET_DUMPABLE, before_);
  }
  DumpableAsBefore(const DumpableAsBefore&) = delete;
  DumpableAsBefore& operator=(const DumpableAsBefore&) = delete;

 private:
  int before_;
};

// One try. `born_dead` tells that the kernel killed the child before it ran anything.
struct Try {
  Result<Pin> child;
  bool born_dead = false;
};

Try try_start(const SpawnPlan& plan, ChildOrders& orders, int folder) {
  orders.stage = ChildStage::born;
  orders.error = 0;
  Result<Pin> child = linux_kernel::clone_child(orders, folder);
  if (!child.ok()) return {.child = child.error()};
  if (orders.error == 0 && orders.stage == ChildStage::executing) return {.child = std::move(child)};
  linux_kernel::await_end(child.value());
  if (orders.error != 0) return {.child = posix::start_error(plan, orders.error, orders.step)};
  Error killed = posix::error_of(ECANCELED, "clone");
  killed.detail = "the child was killed before the program started";
  return {.child = std::move(killed), .born_dead = orders.stage == ChildStage::born};
}

Result<UniqueHandle> open_in_folder(const std::string& path, int mode) {
  UniqueHandle handle(posix::retry([&] { return open(path.c_str(), mode | O_CLOEXEC); }));
  if (!handle.valid()) return posix::last_error("cgroup.procs");
  return handle;
}

// Linux 6.18 kills a child that is born into another cgroup than its parent's if either has ever had a cgroup.kill
// (cgroup_css_set_fork() compares the wrong kill_seq). It never ran, so it is started again and joins by itself, which
// also serves kernels and filters without clone3.
Result<Pin> start_in_folder(const SpawnPlan& plan, ChildOrders& orders, const std::string& folder, Entry entry) {
  if (entry == Entry::born_inside) {
    const Result<UniqueHandle> directory = open_in_folder(folder, O_RDONLY | O_DIRECTORY);
    if (!directory.ok()) return directory.error();
    Try first = try_start(plan, orders, directory.value().get());
    const bool no_clone3 = !first.child.ok() && first.child.error().op == "clone" && first.child.error().os == ENOSYS;
    if (!first.born_dead && !no_clone3) return std::move(first.child);
  }
  const Result<UniqueHandle> procs = open_in_folder(folder + "/cgroup.procs", O_WRONLY);
  if (!procs.ok()) return procs.error();
  orders.folder_procs = procs.value().get();
  return try_start(plan, orders, -1).child;
}

}  // namespace

Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, Entry entry) {
  Result<posix::OpenStreams> streams = posix::open_streams(plan.streams);
  if (!streams.ok()) return streams.error();
  linux_kernel::StartOrders start(plan, streams.value());
  ChildOrders& orders = start.child;
  const DumpableAsBefore dumpable(orders.set_uid || orders.set_gid);
  Result<Pin> child = folder.empty() ? try_start(plan, orders, -1).child : start_in_folder(plan, orders, folder, entry);
  if (!child.ok()) return child.error();
  linux_kernel::await_program(child.value());
  return SpawnedProcess{.pin = std::move(child.value()), .parent_ends = std::move(streams.value().parent_ends)};
}

}  // namespace reeve::platform
