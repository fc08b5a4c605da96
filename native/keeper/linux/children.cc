#include "keeper/linux/children.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace reeve::keeper {

namespace {

// Whether /proc counts processes as kill does: one that was mounted for another PID namespace doesn't.
bool proc_is_ours() {
  char link[24];
  const long size = syscall(SYS_readlinkat, AT_FDCWD, "/proc/self", link, sizeof link);
  long pid = 0;
  for (long at = 0; at < size; ++at) pid = pid * 10 + (link[at] - '0');
  if (size > 0 && pid != syscall(SYS_getpid)) errno = EXDEV;
  return size > 0 && pid == syscall(SYS_getpid);
}

// By the kernel's own word, whatever was read: the answer to anybody else's pid is ECHILD.
bool is_child(int pid) {
  constexpr long kHow = WEXITED | WNOHANG | WNOWAIT | __WALL;
  return syscall(SYS_waitid, static_cast<long>(P_PID), static_cast<long>(pid), nullptr, kHow, nullptr) == 0;
}

}  // namespace

bool Children::open() {
  if (!proc_is_ours()) return false;
  file_ = static_cast<int>(syscall(SYS_openat, AT_FDCWD, "/proc/thread-self/children", O_RDONLY | O_CLOEXEC));
  return file_ >= 0;
}

void Children::kill_all(int job_group) {
  killed_group_ = 0;
  char buffer[4096];
  int pid = 0;
  for (long offset = 0;;) {
    const long size = syscall(SYS_pread64, file_, buffer, sizeof buffer, offset);
    if (size <= 0) break;
    offset += size;
    for (long at = 0; at < size; ++at) {
      const char byte = buffer[at];
      if (byte >= '0' && byte <= '9') {
        pid = pid * 10 + (byte - '0');
      } else {
        kill_one(pid, job_group);
        pid = 0;
      }
    }
  }
  kill_one(pid, job_group);
}

// A group is killed as a whole where it surely is the job's: no fork escapes that. Other groups may have members that are
// not, so of those each child is killed by itself.
void Children::kill_one(int pid, int job_group) {
  if (pid <= 1 || !is_child(pid)) return;
  const long group = syscall(SYS_getpgid, pid);
  const bool whole = group > 1 && (group == pid || group == job_group);
  if (whole && group != killed_group_) syscall(SYS_kill, -group, SIGKILL);
  if (whole) killed_group_ = group;
  syscall(SYS_kill, pid, SIGKILL);
}

}  // namespace reeve::keeper
