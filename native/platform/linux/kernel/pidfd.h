#pragma once

#include <cstdint>
#include <optional>

namespace reeve::linux_kernel {

// The pidfd calls, numbered by hand because the C libraries we build against are older than the calls. All answer as
// system calls do: -1 and errno.
int pidfd_open(int pid);
int pidfd_send_signal(int pidfd, int signal, unsigned flags);

// To the whole process group of the pinned process, which need not be alive for it (Linux 6.9; EINVAL before).
inline constexpr unsigned kSignalProcessGroup = 1U << 2;

// Whether a seccomp filter refuses pidfd_send_signal while it allows pidfd_open; every process may signal itself.
bool pidfd_signals_refused();

// waitid's id type for a pidfd (Linux 5.4); old C libraries don't name it.
inline constexpr int kWaitByPidfd = 3;

// Whether pidfds live in pidfs (Linux 6.9), where each process' inode is its own. Before that all pidfds share one
// inode of the anonymous inode file system, and comparing them would make every process "the same".
bool pidfds_have_own_inodes();
std::uint64_t pidfd_inode(int pidfd);

// Exit status word of an ended process, also of one that is no child, once its parent has reaped it (Linux 6.15).
std::optional<int> pidfd_exit_status(int pidfd);

}  // namespace reeve::linux_kernel
