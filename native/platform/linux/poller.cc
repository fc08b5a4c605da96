#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"
#include "platform/posix/timespec.h"

namespace reeve::platform {
namespace {

constexpr std::uint64_t kWakeKey = 0;  // callers' keys start at 1
constexpr std::size_t kEventsAtOnce = 256;

}  // namespace

struct Poller::State {
  UniqueHandle set;
  UniqueHandle wake;
};

Poller::Poller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Poller::Poller(Poller&& other) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create() {
  UniqueHandle set(epoll_create1(EPOLL_CLOEXEC));
  if (!set.valid()) return posix::last_error("epoll_create1");
  UniqueHandle wake_handle(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake_handle.valid()) return posix::last_error("eventfd");
  epoll_event event{.events = EPOLLIN, .data = {.u64 = kWakeKey}};
  if (epoll_ctl(set.get(), EPOLL_CTL_ADD, wake_handle.get(), &event) != 0) return posix::last_error("epoll_ctl");
  return Poller(std::make_unique<State>(State{.set = std::move(set), .wake = std::move(wake_handle)}));
}

Status Poller::add(OsHandle handle, std::uint64_t key, Interest interest) {
  // Edge-triggered: a pidfd is readable from its process' end on, and wakes once more (EPOLLHUP, Linux 6.13) when it
  // was reaped. A cgroup's event file reports each change as EPOLLPRI.
  const std::uint32_t wanted = interest == Interest::folder ? EPOLLPRI : EPOLLIN;
  epoll_event event{.events = wanted | EPOLLET, .data = {.u64 = key}};
  if (epoll_ctl(state_->set.get(), EPOLL_CTL_ADD, handle, &event) != 0) return posix::last_error("epoll_ctl");
  return Done{};
}

void Poller::remove(OsHandle handle) { epoll_ctl(state_->set.get(), EPOLL_CTL_DEL, handle, nullptr); }

Status Poller::wait(std::optional<Micros> timeout, std::vector<std::uint64_t>& ready) {
  ready.clear();
  // epoll_wait counts in milliseconds; ppoll on the epoll descriptor itself is finer and older than epoll_pwait2.
  const timespec limit = posix::to_timespec(timeout.value_or(Micros::zero()));
  pollfd entry{.fd = state_->set.get(), .events = POLLIN, .revents = 0};
  const int polled = ppoll(&entry, 1, timeout ? &limit : nullptr, nullptr);
  if (polled < 0 && errno != EINTR) return posix::last_error("ppoll");
  if (polled <= 0) return Done{};
  std::array<epoll_event, kEventsAtOnce> events;
  const int count = posix::retry([&] { return epoll_wait(state_->set.get(), events.data(), kEventsAtOnce, 0); });
  if (count < 0) return posix::last_error("epoll_wait");
  for (int index = 0; index < count; ++index) {
    const std::uint64_t key = events[static_cast<std::size_t>(index)].data.u64;
    if (key != kWakeKey) {
      ready.push_back(key);
      continue;
    }
    std::uint64_t wakes = 0;
    posix::retry([&] { return read(state_->wake.get(), &wakes, sizeof wakes); });
  }
  return Done{};
}

void Poller::wake() {
  const std::uint64_t one = 1;
  // EAGAIN would mean that 2^64 - 1 wake-ups are waiting already: then it is awake.
  posix::retry([&] { return write(state_->wake.get(), &one, sizeof one); });
}

}  // namespace reeve::platform
