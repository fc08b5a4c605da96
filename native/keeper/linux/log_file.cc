#include "keeper/linux/log_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "keeper/records/text.h"

namespace reeve::keeper {
namespace {

constexpr int kLogHow = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
constexpr char kNext[] = ".reeve-new";
constexpr unsigned long kNameRoom = kMostLogName + 16;  // for what is put behind it

// In milliseconds, of a clock that nobody sets and that goes on while the machine sleeps.
long now() {
  timespec time{};
  syscall(SYS_clock_gettime, CLOCK_BOOTTIME, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace

bool LogFile::open(const LogPlan& plan, const char* name) {
  Text(name_, sizeof name_) << name;
  folder_ = plan.folder;
  keep_ = plan.keep;
  most_ = static_cast<long>(plan.most_bytes);
  most_age_ = static_cast<long>(plan.most_age_ms);
  if (most_age_ > 0) began_ = now();
  if (!take(name_, kLogHow)) return false;
  if ((plan.flags & kLogAppends) == 0 && syscall(SYS_ftruncate, file_, 0L) != 0) return false;
  struct stat status {};
  if (syscall(SYS_fstat, file_, &status) != 0) return false;
  size_ = status.st_size;
  return true;
}

bool LogFile::take(const char* name, int how) {
  const auto file = static_cast<int>(syscall(SYS_openat, folder_, name, how, 0666));
  if (file < 0) return false;
  struct stat status {};
  bool ours = syscall(SYS_fstat, file, &status) == 0;
  if (ours && !S_ISREG(status.st_mode)) {
    errno = EINVAL;
    ours = false;
  }
  if (!ours || syscall(SYS_flock, file, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    syscall(SYS_close, file);
    errno = error;
    return false;
  }
  if (file_ >= 0) syscall(SYS_close, file_);
  file_ = file;
  return true;
}

long LogFile::part_of(const char* text, long length, bool& full) const {
  const long room = most_ - size_;
  for (long index = room > 0 ? room - 1 : 0; index < length; ++index) {
    full = text[index] == '\n' || size_ + index + 1 >= most_ + kOverhang;
    if (full) return index + 1;
  }
  full = false;
  return length;
}

bool LogFile::is_past_its_time() const {
  return most_age_ > 0 && size_ > 0 && at_line_start_ && now() - began_ >= most_age_;
}

long LogFile::write(const char* text, long length) {
  long done = 0;
  if (length > 0 && is_past_its_time() && !rotate()) began_ = now();
  while (done < length) {
    bool full = false;
    const long part = part_of(text + done, length - done, full);
    const long written = syscall(SYS_write, file_, text + done, part);
    if (written < 0 && errno == EINTR) continue;
    // A limit on the size of files (RLIMIT_FSIZE) fills one too.
    const bool limited = written < 0 && errno == EFBIG && size_ > 0;
    if (written < 0 && !limited) return done > 0 ? done : -1;
    if (written > 0) {
      done += written;
      size_ += written;
      at_line_start_ = text[done - 1] == '\n';
    }
    bool fresh = false;
    if (limited || (full && written == part)) {
      fresh = rotate();
      // Not again at each line.
      if (!fresh) most_ += size_;
    }
    if (limited && !fresh) {
      errno = EFBIG;
      return done > 0 ? done : -1;
    }
  }
  return done;
}

const char* LogFile::numbered(std::uint32_t number, char* place) const {
  Text text(place, kNameRoom);
  text << name_ << "." << std::uint64_t{number};
  return text.c_str();
}

// The new file is there before an old one is touched, so that a full disk or directory leaves all as it was.
bool LogFile::rotate() {
  char place[kNameRoom];
  Text next(place, sizeof place);
  next << name_ << kNext;
  // Left behind by a keeper that was killed right here; it is empty.
  syscall(SYS_unlinkat, folder_, next.c_str(), 0);
  const int old = file_;
  file_ = -1;
  if (take(next.c_str(), kLogHow | O_EXCL)) {
    if (shift() && syscall(SYS_renameat, folder_, next.c_str(), folder_, name_) == 0) {
      syscall(SYS_close, old);
      size_ = 0;
      if (most_age_ > 0) began_ = now();
      return true;
    }
    syscall(SYS_unlinkat, folder_, next.c_str(), 0);
    syscall(SYS_close, file_);
  }
  file_ = old;
  return false;
}

bool LogFile::shift() {
  char from[kNameRoom];
  char to[kNameRoom];
  for (std::uint32_t number = keep_; number > 0; --number) {
    const char* older = number == 1 ? name_ : numbered(number - 1, from);
    if (syscall(SYS_renameat, folder_, older, folder_, numbered(number, to)) != 0 && errno != ENOENT) return false;
  }
  return true;
}

}  // namespace reeve::keeper
