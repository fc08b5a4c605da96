#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/retry.h"
#include "platform/posix/wait_status.h"

namespace reeve::platform {
namespace {

ExitStatus from_child_info(const siginfo_t& info) {
  ExitStatus status;
  status.source = ExitSource::child;
  if (info.si_code == CLD_EXITED) {
    status.code = info.si_status;
  } else {
    status.signal = info.si_status;
  }
  return status;
}

// stat shows the exit status to those who may trace the process and 0 to everybody else, so a 0 proves nothing unless
// the process is ours.
bool may_trust_zero(Pid pid) { return geteuid() == 0 || linux_kernel::owner_of(pid) == geteuid(); }

}  // namespace

std::optional<ExitStatus> reap(const Pin& child) {
  siginfo_t info{};
  // By pidfd (Linux 5.4), else by number, which is safe too: nobody but us can give an unreaped child's pid away.
  const idtype_t type = child.pollable ? static_cast<idtype_t>(linux_kernel::kWaitByPidfd) : P_PID;
  const auto id = static_cast<id_t>(child.pollable ? child.handle.get() : child.pid);
  const int waited = posix::retry([&] { return waitid(type, id, &info, WEXITED | WNOHANG | __WALL); });
  if (waited == 0 && info.si_pid == 0) return std::nullopt;
  if (waited == 0) return from_child_info(info);
  // Another part of this program that waits for any child took it (waitpid(-1)); the kernel may still tell.
  if (std::optional<ExitStatus> told = read_exit(child)) return told;
  return unknown_exit(
      "another part of this program reaped the child first, and this kernel does not tell its exit code");
}

std::optional<ExitStatus> read_exit(const Pin& ended) {
  if (!ended.pollable) return std::nullopt;
  const std::optional<int> word = linux_kernel::pidfd_exit_status(ended.handle.get());
  if (!word) return std::nullopt;
  return posix::exit_of_word(*word, ExitSource::kernel);
}

ExitStatus read_zombie_exit(const Pin& zombie) {
  const auto line = linux_kernel::read_stat_line(zombie.pid);
  const bool same = line.ok() && linux_decode::is_dead(line.value()) && !is_gone(zombie);
  if (same && (line.value().exit_status != 0 || may_trust_zero(zombie.pid))) {
    return posix::exit_of_word(line.value().exit_status, ExitSource::procfs);
  }
  return unknown_exit("it is not our child, and this kernel does not tell other processes' exit codes");
}

}  // namespace reeve::platform
