#include "keeper/linux/state_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "core/keeper/protocol.h"
#include "keeper/linux/signal_name.h"
#include "keeper/records/kept_records.h"

namespace reeve::keeper {
namespace {

constexpr int kLockTries = 5;

bool write_all(int file, const char* text, std::uint32_t length, long offset) {
  while (length > 0) {
    const long written = syscall(SYS_pwrite64, file, text, static_cast<unsigned long>(length), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text += written;
    length -= static_cast<std::uint32_t>(written);
    offset += written;
  }
  return true;
}

std::int64_t to_millis(const timeval& time) { return time.tv_sec * 1000 + time.tv_usec / 1000; }

}  // namespace

bool StateFiles::fail(const char* step) {
  failed_step_ = step;
  return false;
}

bool StateFiles::open() {
  if (folder_ < 0) return true;
  if (!lock()) return fail("lock");
  // A folder is for one job: what is known of an earlier one is never written over.
  for (const char* earlier : {kJobFile, kExitFile}) {
    if (syscall(SYS_faccessat, folder_, earlier, F_OK) == 0) {
      errno = EEXIST;
      return fail("state_dir");
    }
  }
  ours_ = true;
  job_ = make(kNewJobFile);
  exit_ = make(kNewExitFile);
  if (job_ < 0 || exit_ < 0) return fail("state_dir");
  for (const int file : {job_, exit_}) {
    const long room = file == job_ ? kMostRecord : kRoomForExit;
    const long taken = syscall(SYS_fallocate, file, 0, 0L, room);
    if (taken != 0 && errno != EOPNOTSUPP && errno != ENOSYS) return fail("fallocate");
  }
  return true;
}

bool StateFiles::lock() {
  constexpr int kHow = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
  for (int tries = 0; tries < kLockTries; ++tries) {
    lock_ = static_cast<int>(syscall(SYS_openat, folder_, kLockFile, kHow, 0600));
    if (lock_ < 0) return false;
    if (syscall(SYS_flock, lock_, LOCK_EX | LOCK_NB) != 0) return false;
    // A start that failed may have removed it after it was opened here: a lock on a file without a name holds nobody
    // off.
    struct stat status {};
    if (syscall(SYS_fstat, lock_, &status) != 0) return false;
    if (status.st_nlink > 0) return true;
    syscall(SYS_close, lock_);
  }
  errno = EWOULDBLOCK;
  return false;
}

int StateFiles::make(const char* name) {
  // Not waiting where somebody put a FIFO there.
  constexpr int kHow = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  return static_cast<int>(syscall(SYS_openat, folder_, name, kHow, 0600));
}

bool StateFiles::write_job(const char* record, std::uint32_t length) {
  if (folder_ < 0) return true;
  char start[sizeof kBeforeState + sizeof kStarting + 16];
  Text text(start, sizeof start);
  text << kBeforeState << kStarting << kAfterState;
  const auto before = static_cast<long>(text.length());
  constexpr std::uint32_t kRest = sizeof kAfterRecord - 1;
  const long whole = before + static_cast<long>(length + kRest);
  const bool written = write_all(job_, start, text.length(), 0) && write_all(job_, record, length, before) &&
                       write_all(job_, kAfterRecord, kRest, before + static_cast<long>(length)) &&
                       syscall(SYS_ftruncate, job_, whole) == 0;
  return written && syscall(SYS_renameat, folder_, kNewJobFile, folder_, kJobFile) == 0;
}

void StateFiles::mark(const char* state) {
  if (mark_file_ < 0) return;
  write_all(mark_file_, state, kStateLength, kStateAt);
}

void StateFiles::release_job() {
  if (job_ >= 0) syscall(SYS_close, job_);
  job_ = -1;
}

void StateFiles::mark_running() { mark(kRunning); }
void StateFiles::mark_failed() { mark(kFailed); }

bool StateFiles::write_exit(int pid, const char* identity, int wait_status, const rusage& used) {
  if (folder_ < 0) return true;
  timespec now{};
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
  char buffer[kRoomForExit];
  Text text(buffer, sizeof buffer);
  SignalName signal(WIFSIGNALED(wait_status) ? WTERMSIG(wait_status) : 0);
  compose(text, {.pid = pid,
                 .identity = identity,
                 .code = WEXITSTATUS(wait_status),
                 .signal = WIFEXITED(wait_status) ? nullptr : signal.c_str(),
                 .ended_unix_ms = std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1000000,
                 .cpu_user_ms = to_millis(used.ru_utime),
                 .cpu_system_ms = to_millis(used.ru_stime),
                 .max_rss_kb = used.ru_maxrss});
  // In this order: what has the final name is whole and on disk, also after a loss of power.
  const bool kept = write_all(exit_, buffer, text.length(), 0) &&
                    syscall(SYS_ftruncate, exit_, static_cast<long>(text.length())) == 0 &&
                    syscall(SYS_fsync, exit_) == 0 &&
                    syscall(SYS_renameat, folder_, kNewExitFile, folder_, kExitFile) == 0;
  if (kept) syscall(SYS_fsync, folder_);
  return kept;
}

void StateFiles::forget() {
  if (exit_ >= 0) syscall(SYS_unlinkat, folder_, kNewExitFile, 0);
  if (job_ >= 0) syscall(SYS_unlinkat, folder_, kNewJobFile, 0);
  if (!ours_) return;
  syscall(SYS_unlinkat, folder_, kJobFile, 0);
  syscall(SYS_unlinkat, folder_, kLockFile, 0);
}

}  // namespace reeve::keeper
