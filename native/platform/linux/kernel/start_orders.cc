#include "platform/linux/kernel/start_orders.h"

#include <sched.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/platform.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/command_path.h"
#include "platform/posix/exec.h"

namespace reeve::linux_kernel {
namespace {

// Mostly it is there at the first look; longer than a moment takes only a child that lost its processor in its exec.
constexpr Millis kLayoutPatience{10};

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

// Whether exec has laid out the new program's environment, or its arguments where we may not read that.
bool is_laid_out(Pid pid) {
  const Result<std::string> environment = read_proc_memory(pid, "environ");
  if (environment.ok()) return !environment.value().empty();
  const Result<std::string> arguments = read_proc_memory(pid, "cmdline");
  return !arguments.ok() || !arguments.value().empty();
}

}  // namespace

StartOrders::StartOrders(const SpawnPlan& plan, const posix::OpenStreams& streams)
    : files_(posix::command_candidates(plan.file, plan.environment)),
      candidates_(posix::pointers_to(files_)),
      arguments_(posix::pointers_to(plan.arguments)),
      environment_(posix::pointers_to(plan.environment)) {
  child.candidates = candidates_.data();
  child.arguments = arguments_.data();
  child.environment = environment_.data();
  child.cwd = plan.cwd ? plan.cwd->c_str() : nullptr;
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) child.streams[stream] = streams.child[stream];
  child.new_session = plan.new_session;
  order_privileges(child, plan);
}

// exec lets the parent go as soon as the child has left its memory, some microseconds before the child has its new name,
// arguments and environment. Whoever starts a program and looks at it should see that program. Bounded: a program may
// empty its own environment first thing, or end.
void await_program(const Pin& child) {
  const TimePoint end = Clock::now() + kLayoutPatience;
  while (!is_laid_out(child.pid) && !platform::has_ended(child) && Clock::now() < end) sched_yield();
}

}  // namespace reeve::linux_kernel
