#include <fcntl.h>
#include <sys/event.h>

#include <array>
#include <cerrno>

#include "core/platform.h"
#include "platform/darwin/folders.h"
#include "platform/darwin/kernel/stay_loaded.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"
#include "platform/posix/timespec.h"

namespace reeve::platform {
namespace {

constexpr std::uintptr_t kWake = 0;
constexpr std::size_t kEventsAtOnce = 256;

int apply(int set, const struct kevent& change) {
  return posix::retry([&] { return kevent(set, &change, 1, nullptr, 0, nullptr); });
}

}  // namespace

struct Poller::State {
  UniqueHandle set;
};

Poller::Poller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Poller::Poller(Poller&& other) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create() {
  darwin_kernel::stay_loaded();  // before there is a thread that sleeps here
  UniqueHandle set(kqueue());
  if (!set.valid()) return posix::last_error("kqueue");
  if (fcntl(set.get(), F_SETFD, FD_CLOEXEC) == -1) return posix::last_error("fcntl");
  struct kevent change {};
  EV_SET(&change, kWake, EVFILT_USER, EV_ADD | EV_CLEAR, NOTE_FFNOP, 0, nullptr);
  if (apply(set.get(), change) != 0) return posix::last_error("kevent");
  return Poller(std::make_unique<State>(State{.set = std::move(set)}));
}

Status Poller::add(OsHandle handle, std::uint64_t key, Interest interest) {
  if (interest == Interest::folder) return unsupported(kNoFolders);
  // A notice is a kqueue, readable once it holds an event. Once is enough: macOS tells of the end, not of the reap.
  struct kevent change {};
  EV_SET(&change, static_cast<std::uintptr_t>(handle), EVFILT_READ, EV_ADD | EV_ONESHOT, 0, 0,
         reinterpret_cast<void*>(static_cast<std::uintptr_t>(key)));
  if (apply(state_->set.get(), change) != 0) return posix::last_error("kevent");
  return Done{};
}

void Poller::remove(OsHandle handle) {
  struct kevent change {};
  EV_SET(&change, static_cast<std::uintptr_t>(handle), EVFILT_READ, EV_DELETE, 0, 0, nullptr);
  apply(state_->set.get(), change);  // ENOENT: it was told already
}

Status Poller::wait(std::optional<Micros> timeout, std::vector<std::uint64_t>& ready) {
  ready.clear();
  std::array<struct kevent, kEventsAtOnce> events;
  const timespec limit = posix::to_timespec(timeout.value_or(Micros::zero()));
  const int count =
      kevent(state_->set.get(), nullptr, 0, events.data(), static_cast<int>(kEventsAtOnce), timeout ? &limit : nullptr);
  if (count < 0 && errno != EINTR) return posix::last_error("kevent");
  for (int index = 0; index < count; ++index) {
    const struct kevent& event = events[static_cast<std::size_t>(index)];
    if (event.filter == EVFILT_READ) ready.push_back(reinterpret_cast<std::uintptr_t>(event.udata));
  }
  return Done{};
}

void Poller::wake() {
  struct kevent change {};
  EV_SET(&change, kWake, EVFILT_USER, 0, NOTE_TRIGGER, 0, nullptr);
  apply(state_->set.get(), change);
}

}  // namespace reeve::platform
