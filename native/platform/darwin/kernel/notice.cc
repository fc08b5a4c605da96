#include "platform/darwin/kernel/notice.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/event.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::darwin_kernel {
namespace {

constexpr std::uintptr_t kKeptEnd = 1;
// What is kept of an end that was read: the status word above this bit, or nothing.
constexpr std::uintptr_t kHasStatus = 1U << 16;

int apply(int notice, const struct kevent& change) {
  return posix::retry([&] { return kevent(notice, &change, 1, nullptr, 0, nullptr); });
}

int watch_process(int notice, Pid pid, unsigned flags) {
  struct kevent change {};
  EV_SET(&change, static_cast<std::uintptr_t>(pid), EVFILT_PROC, EV_ADD, flags, 0, nullptr);
  return apply(notice, change);
}

// The kernel's own notice is gone once it was read. This one is not: an EVFILT_USER without EV_CLEAR stays.
int keep_end(int notice, std::uintptr_t kept) {
  struct kevent change {};
  EV_SET(&change, kKeptEnd, EVFILT_USER, EV_ADD, NOTE_TRIGGER, 0, reinterpret_cast<void*>(kept));
  return apply(notice, change);
}

std::uintptr_t kept_of(const struct kevent& event) {
  if (event.filter == EVFILT_USER) return reinterpret_cast<std::uintptr_t>(event.udata);
  if ((event.fflags & NOTE_EXITSTATUS) == 0) return 0;
  return kHasStatus | (static_cast<std::uintptr_t>(event.data) & 0xFFFF);
}

}  // namespace

Result<UniqueHandle> make_notice() {
  UniqueHandle notice(kqueue());
  if (!notice.valid()) return posix::last_error("kqueue");
  if (fcntl(notice.get(), F_SETFD, FD_CLOEXEC) == -1) return posix::last_error("fcntl");
  return notice;
}

Status note_end(int notice, Pid pid) {
  if (watch_process(notice, pid, NOTE_EXIT | NOTE_EXITSTATUS) == 0) return Done{};
  // EACCES: it is no child of ours, and its status is not for us.
  if (errno == EACCES && watch_process(notice, pid, NOTE_EXIT) == 0) return Done{};
  if (errno != ESRCH) return posix::last_error("kevent", pid);
  return note_as_ended(notice);
}

Status note_as_ended(int notice) {
  if (keep_end(notice, 0) != 0) return posix::last_error("kevent");
  return Done{};
}

bool has_arrived(int notice) {
  pollfd entry{.fd = notice, .events = POLLIN, .revents = 0};
  return posix::retry([&] { return poll(&entry, 1, 0); }) == 1 && (entry.revents & POLLIN) != 0;
}

std::optional<int> read_status(int notice) {
  struct kevent event {};
  const timespec now{};
  if (posix::retry([&] { return kevent(notice, nullptr, 0, &event, 1, &now); }) != 1) return std::nullopt;
  const std::uintptr_t kept = kept_of(event);
  if (event.filter == EVFILT_PROC) keep_end(notice, kept);
  if ((kept & kHasStatus) == 0) return std::nullopt;
  return static_cast<int>(kept & 0xFFFF);
}

std::optional<bool> tells_status_of_others() {
  const Result<UniqueHandle> notice = make_notice();
  if (!notice.ok()) return std::nullopt;
  // We are no child of ours, and may signal ourselves.
  return watch_process(notice.value().get(), getpid(), NOTE_EXIT | NOTE_EXITSTATUS) == 0;
}

}  // namespace reeve::darwin_kernel
