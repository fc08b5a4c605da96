#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"
#include "platform/posix/kill.h"
#include "platform/posix/retry.h"

namespace reeve::platform {
namespace {

using posix::error_of;
using posix::last_error;

// Where pidfds are refused, an open /proc/<pid> folder still names one process for good: reads through it fail with
// ESRCH after its end. What it can't do is wake anybody or carry a signal.
Result<Pin> open_folder_pin(Pid pid) {
  UniqueHandle folder(
      posix::retry([&] { return open(linux_kernel::ProcPath(pid, "").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (!folder.valid()) {
    return errno == ENOENT ? error_of(ESRCH, "open", pid) : last_error("open", pid);
  }
  return Pin{.pid = pid, .handle = std::move(folder), .pollable = false};
}

bool readable_now(int descriptor) {
  pollfd entry{.fd = descriptor, .events = POLLIN, .revents = 0};
  return posix::retry([&] { return poll(&entry, 1, 0); }) == 1;
}

// EPERM may also mean what it says.
bool filter_refused(int error) { return error == ENOSYS || (error == EPERM && linux_kernel::pidfd_signals_refused()); }

// Whether an ended process was reaped, where no signal can ask: one that still has its pid is a zombie.
bool is_reaped(const Pin& ended) {
  if (linux_kernel::pidfd_exit_status(ended.handle.get())) return true;
  const auto line = linux_kernel::read_stat_line(ended.pid);
  return line.ok() ? line.value().stat.state != ProcessState::zombie : line.error().os == ESRCH;
}

Status look(const Pin& pin) {
  const auto line = linux_kernel::read_stat_line_at(pin.handle.get(), pin.pid);
  if (!line.ok()) return line.error();
  return Done{};
}

}  // namespace

Result<Pin> open_pin(Pid pid) {
  UniqueHandle handle(linux_kernel::pidfd_open(pid));
  if (handle.valid()) return Pin{.pid = pid, .handle = std::move(handle), .pollable = true};
  switch (errno) {
    case ENOSYS:  // Linux before 5.3, or a seccomp filter
    case EPERM:   // only a seccomp filter says so: pidfd_open itself asks for no right
      return open_folder_pin(pid);
    case EINVAL:  // the number of a thread: EINVAL before Linux 6.9, ENOENT since
    case ENOENT:
      return error_of(ESRCH, "pidfd_open", pid);
    default:
      return last_error("pidfd_open", pid);
  }
}

Result<Pin> copy_pin(const Pin& pin) {
  UniqueHandle copy(fcntl(pin.handle.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy.valid()) return last_error("fcntl", pin.pid);
  return Pin{.pid = pin.pid, .handle = std::move(copy), .pollable = pin.pollable};
}

bool has_ended(const Pin& pin) {
  // Not the state in stat: that is the main thread's, and says Z while other threads live on after pthread_exit().
  if (pin.pollable) return readable_now(pin.handle.get());
  const auto line = linux_kernel::read_stat_line_at(pin.handle.get(), pin.pid);
  return line.ok() ? linux_decode::is_dead(line.value()) : line.error().os == ESRCH;
}

Status send_signal(const Pin& pin, int signal) {
  if (pin.pollable) {
    if (linux_kernel::pidfd_send_signal(pin.handle.get(), signal, 0) == 0) return Done{};
    const int error = errno;
    if (!filter_refused(error)) return error_of(error, "pidfd_send_signal", pin.pid);
    if (has_ended(pin) && is_reaped(pin)) return error_of(ESRCH, "pidfd_send_signal", pin.pid);
    return posix::kill_process(pin.pid, signal);
  }
  const Status there = look(pin);
  return there.ok() ? posix::kill_process(pin.pid, signal) : there;
}

bool is_gone(const Pin& pin) {
  const Status there = pin.pollable ? send_signal(pin, 0) : look(pin);
  return !there.ok() && there.error().os == ESRCH;
}

Status send_signal_to_group(const Pin& leader, int signal) {
  if (leader.pollable) {
    const int sent = linux_kernel::pidfd_send_signal(leader.handle.get(), signal, linux_kernel::kSignalProcessGroup);
    if (sent == 0) return Done{};
    const int error = errno;
    if (error != EINVAL && !filter_refused(error)) return error_of(error, "pidfd_send_signal", leader.pid);
  }
  // Before Linux 6.9: the group's number can't be given away while its leader is not reaped, so look at the leader.
  const Status there = leader.pollable ? send_signal(leader, 0) : look(leader);
  return there.ok() ? posix::kill_group(leader.pid, signal) : there;
}

// There is no pidfd for a dead leader, whose number its group still has, so this goes by number.
Status send_signal_to_group_of(const Pin& member, Pid pgid, int signal) {
  const Result<ProcessStat> stat = read_pinned_stat(member);
  if (!stat.ok()) return stat.error();
  const bool holds = stat.value().pgid == pgid && stat.value().state == ProcessState::stopped;
  if (!holds || has_ended(member)) return error_of(ESRCH, "kill", member.pid);
  return posix::kill_group(pgid, signal);
}

}  // namespace reeve::platform
