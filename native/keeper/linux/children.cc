#include "keeper/linux/children.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace reeve::keeper {

bool Children::open() {
  file_ = static_cast<int>(syscall(SYS_openat, AT_FDCWD, "/proc/thread-self/children", O_RDONLY | O_CLOEXEC));
  return file_ >= 0;
}

void Children::kill_all(int job_group) {
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
  if (pid <= 1) return;
  const long group = syscall(SYS_getpgid, pid);
  if (group > 1 && (group == pid || group == job_group)) syscall(SYS_kill, -group, SIGKILL);
  syscall(SYS_kill, pid, SIGKILL);
}

}  // namespace reeve::keeper
