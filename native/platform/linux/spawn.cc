#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/linux/kernel/clone.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/command_path.h"
#include "platform/posix/errors.h"
#include "platform/posix/exec.h"
#include "platform/posix/retry.h"
#include "platform/posix/streams.h"

namespace reeve::platform {
namespace {

using linux_kernel::ChildOrders;
using linux_kernel::ChildStage;
using Entry = FolderSupport::Entry;

constexpr int kLayoutTries = 200;  // about a millisecond

// A change of ids in a child that shares our memory marks that memory, and so us, as not dumpable (commit_creds() in
// kernel/cred.c). This puts back what was.
class DumpableKeeper {
 public:
  explicit DumpableKeeper(bool needed) : before_(needed ? prctl(PR_GET_DUMPABLE) : -1) {}
  ~DumpableKeeper() {
    if (before_ >= 0) prctl(PR_SET_DUMPABLE, before_);
  }
  DumpableKeeper(const DumpableKeeper&) = delete;
  DumpableKeeper& operator=(const DumpableKeeper&) = delete;

 private:
  int before_;
};

void order_privileges(ChildOrders& orders, const SpawnPlan& plan) {
  orders.set_uid = plan.uid.has_value();
  orders.uid = plan.uid.value_or(0);
  orders.set_gid = plan.gid.has_value();
  orders.gid = plan.gid.value_or(0);
  // Without a list of its own, a job that changes its user must not keep root's supplementary groups.
  orders.set_groups = plan.groups.has_value() || ((orders.set_uid || orders.set_gid) && geteuid() == 0);
  if (plan.groups) {
    orders.groups = plan.groups->data();
    orders.group_count = plan.groups->size();
  }
  orders.set_umask = plan.umask.has_value();
  orders.umask = plan.umask.value_or(0);
  orders.set_nice = plan.nice.has_value();
  orders.nice = plan.nice.value_or(0);
}

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

// Whether exec has laid out the new program's environment, or its arguments where we may not read that.
bool is_laid_out(Pid pid) {
  const Result<std::string> environment = linux_kernel::read_proc(pid, "environ");
  if (environment.ok()) return !environment.value().empty();
  const Result<std::string> arguments = linux_kernel::read_proc(pid, "cmdline");
  return !arguments.ok() || !arguments.value().empty();
}

// exec lets the parent go as soon as the child has left its memory, some microseconds before the child has its new name,
// arguments and environment. Whoever starts a program and looks at it should see that program. Bounded: a program may
// empty its own environment first thing, or end.
void await_program(const Pin& child) {
  for (int tries = 0; tries < kLayoutTries && !is_laid_out(child.pid) && !has_ended(child); ++tries) sched_yield();
}

}  // namespace

Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, Entry entry) {
  Result<posix::OpenStreams> streams = posix::open_streams(plan.streams);
  if (!streams.ok()) return streams.error();
  const std::vector<std::string> files = posix::command_candidates(plan.file, plan.environment);
  const std::vector<char*> candidates = posix::pointers_to(files);
  const std::vector<char*> arguments = posix::pointers_to(plan.arguments);
  const std::vector<char*> environment = posix::pointers_to(plan.environment);
  ChildOrders orders;
  orders.candidates = candidates.data();
  orders.arguments = arguments.data();
  orders.environment = environment.data();
  orders.cwd = plan.cwd ? plan.cwd->c_str() : nullptr;
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) orders.streams[stream] = streams.value().child[stream];
  orders.new_session = plan.new_session;
  order_privileges(orders, plan);
  const DumpableKeeper dumpable(orders.set_uid || orders.set_gid);
  Result<Pin> child = folder.empty() ? try_start(plan, orders, -1).child : start_in_folder(plan, orders, folder, entry);
  if (!child.ok()) return child.error();
  await_program(child.value());
  return SpawnedProcess{.pin = std::move(child.value()), .parent_ends = std::move(streams.value().parent_ends)};
}

}  // namespace reeve::platform
