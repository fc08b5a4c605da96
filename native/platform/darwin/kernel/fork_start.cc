#include "platform/darwin/kernel/fork_start.h"

#include <sys/wait.h>
#include <unistd.h>

#include <optional>

#include "platform/posix/blocked_signals.h"
#include "platform/posix/errors.h"
#include "platform/posix/exec.h"
#include "platform/posix/pipe.h"
#include "platform/posix/retry.h"

namespace reeve::darwin_kernel {
namespace {

pid_t fork_child(const ChildOrders& orders) {
  const posix::BlockedSignals blocked;
  const pid_t child = fork();
  if (child == 0) run_child(orders);
  return child;
}

// nullopt: the pipe closed without a word, as the exec does it.
std::optional<ChildReport> read_report(int pipe) {
  ChildReport report;
  // Shorter than PIPE_BUF, so it comes whole or not at all.
  const ssize_t size = posix::retry([&] { return read(pipe, &report, sizeof report); });
  if (size != static_cast<ssize_t>(sizeof report)) return std::nullopt;
  return report;
}

}  // namespace

Result<Pid> start_forked(ChildOrders orders, const SpawnPlan& plan) {
  Result<posix::Pipe> pipe = posix::make_pipe();
  if (!pipe.ok()) return pipe.error();
  Result<UniqueHandle> report_end = lift(pipe.value().write_end.get());
  if (!report_end.ok()) return report_end.error();
  pipe.value().write_end.reset();
  orders.report = report_end.value().get();
  const pid_t child = fork_child(orders);
  if (child == -1) return posix::last_error("fork");
  report_end.value().reset();
  const std::optional<ChildReport> report = read_report(pipe.value().read_end.get());
  if (!report) return child;
  posix::retry([&] { return waitpid(child, nullptr, 0); });
  return posix::start_error(plan, report->error, report->step);
}

}  // namespace reeve::darwin_kernel
