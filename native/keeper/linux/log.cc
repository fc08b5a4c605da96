#include "keeper/linux/log.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "keeper/linux/log_time.h"

namespace reeve::keeper {
namespace {

constexpr long kBuffer = 32768;
// Each byte of these may be a line of its own, with a time before it.
constexpr long kTimedAtOnce = kBuffer / (kLogTimeLength + 1);
constexpr int kMostTurns = 64;

}  // namespace

bool Log::open(const LogPlan& plan, const char* name) {
  if (!file_.open(plan, name)) return false;
  const long memory =
      syscall(SYS_mmap, nullptr, static_cast<unsigned long>(kBuffer), static_cast<long>(PROT_READ | PROT_WRITE),
              static_cast<long>(MAP_PRIVATE | MAP_ANONYMOUS), -1L, 0L);
  if (memory == -1) return false;
  buffer_ = reinterpret_cast<char*>(memory);
  pipe_ = plan.pipe;
  times_ = (plan.flags & kLogTimes) != 0;
  return true;
}

bool Log::carry() {
  for (int turns = 0; turns < kMostTurns; ++turns) {
    if (!flush() || fill() == 0) return false;
  }
  return true;
}

bool Log::carry_all() {
  // What was written before now is no more than a pipe holds.
  long left = pipe_ >= 0 ? syscall(SYS_fcntl, pipe_, F_GETPIPE_SZ) : 0;
  if (!flush()) return false;
  while (left > 0) {
    const long read = fill();
    if (read == 0) return true;
    left -= read;
    if (!flush()) return false;
  }
  return true;
}

bool Log::flush() {
  if (!waits()) return true;
  const long written = file_.write(buffer_ + from_, to_ - from_);
  if (written > 0) from_ += written;
  return !waits();
}

long Log::fill() {
  char timed[kTimedAtOnce];
  char* place = times_ ? timed : buffer_;
  long length = -1;
  errno = EBADF;
  while (pipe_ >= 0 && length < 0) {
    length = syscall(SYS_read, pipe_, place, times_ ? kTimedAtOnce : kBuffer);
    if (length < 0 && errno != EINTR) break;
  }
  if (length < 0 && errno == EAGAIN) return 0;
  if (length <= 0) {
    // Nobody has it open for writing any more.
    if (pipe_ >= 0) syscall(SYS_close, pipe_);
    pipe_ = -1;
    return 0;
  }
  from_ = 0;
  to_ = length;
  if (times_) add_times(timed, length);
  return length;
}

void Log::add_times(const char* text, long length) {
  timespec now{};
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
  char time[kLogTimeLength];
  write_log_time(now.tv_sec, now.tv_nsec / 1000000, time);
  to_ = 0;
  for (long index = 0; index < length; ++index) {
    if (at_line_start_) {
      for (const char digit : time) buffer_[to_++] = digit;
    }
    buffer_[to_++] = text[index];
    at_line_start_ = text[index] == '\n';
  }
}

}  // namespace reeve::keeper
