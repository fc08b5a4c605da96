#include "core/wait/reactor.h"

#include <algorithm>
#include <thread>

namespace reeve {
namespace {

constexpr Millis kPauseAfterFailure{10};

}  // namespace

Result<std::unique_ptr<Reactor>> Reactor::create() {
  Result<platform::Poller> poller = platform::Poller::create();
  if (!poller.ok()) return poller.error();
  return std::unique_ptr<Reactor>(new Reactor(std::move(poller.value())));
}

Reactor::~Reactor() { stop(); }

void Reactor::stop() {
  stopping_ = true;
  poller_.wake();
  if (thread_) platform::join_thread(*thread_);
  thread_.reset();
  // A task may hold on to what holds on to this reactor, so none is kept; they go without the lock held.
  std::unordered_map<Key, std::shared_ptr<Task>> watches;
  std::map<TimerId, Task> timers;
  std::vector<Task> posted;
  const std::lock_guard lock(mutex_);
  watches.swap(watches_);
  timers.swap(timers_);
  posted.swap(posted_);
}

Status Reactor::start() {
  const std::lock_guard lock(mutex_);
  if (thread_) return Done{};
  Result<platform::Thread> started = platform::start_thread([this] {
    runner_ = std::this_thread::get_id();
    while (!stopping_) {
      run_due();
      run_ready();
    }
  });
  if (!started.ok()) return started.error();
  thread_ = started.value();
  return Done{};
}

void Reactor::run_until(const std::function<bool()>& done) {
  runner_ = std::this_thread::get_id();
  for (;;) {
    run_due();
    // Asked before every sleep: nothing may be left that would end it.
    if (done()) return;
    run_ready();
    if (done()) return;
  }
}

Result<Reactor::Key> Reactor::watch(OsHandle handle, platform::Poller::Interest interest, Task on_ready) {
  Key key = 0;
  {
    const std::lock_guard lock(mutex_);
    key = ++last_key_;
    watches_.emplace(key, std::make_shared<Task>(std::move(on_ready)));
  }
  // The callback stands before the handle is added: it may be ready at once.
  const Status added = poller_.add(handle, key, interest);
  if (added.ok()) return key;
  const std::lock_guard lock(mutex_);
  watches_.erase(key);
  return added.error();
}

void Reactor::unwatch(Key key, OsHandle handle) {
  poller_.remove(handle);
  const std::lock_guard lock(mutex_);
  watches_.erase(key);
}

Reactor::TimerId Reactor::at(TimePoint time, Task task) {
  TimerId id;
  bool sooner = false;
  {
    const std::lock_guard lock(mutex_);
    id = {time, ++last_timer_};
    sooner = time < sleeping_until_;
    timers_.emplace(id, std::move(task));
  }
  if (sooner) wake_if_elsewhere();
  return id;
}

void Reactor::cancel(TimerId timer) {
  const std::lock_guard lock(mutex_);
  timers_.erase(timer);
}

void Reactor::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(task));
  }
  wake_if_elsewhere();
}

void Reactor::wake_if_elsewhere() {
  if (runner_.load() != std::this_thread::get_id()) poller_.wake();
}

void Reactor::run_due() {
  std::vector<Task> due;
  {
    const std::lock_guard lock(mutex_);
    due.swap(posted_);
    const TimePoint now = Clock::now();
    while (!timers_.empty() && timers_.begin()->first.first <= now) {
      due.push_back(std::move(timers_.begin()->second));
      timers_.erase(timers_.begin());
    }
  }
  for (const Task& task : due) task();
}

std::optional<Micros> Reactor::time_to_sleep() {
  const std::lock_guard lock(mutex_);
  if (!posted_.empty()) return Micros::zero();
  sleeping_until_ = timers_.empty() ? TimePoint::max() : timers_.begin()->first.first;
  if (timers_.empty()) return std::nullopt;
  return std::max(Micros::zero(), std::chrono::ceil<Micros>(sleeping_until_ - Clock::now()));
}

void Reactor::run_ready() {
  std::vector<std::uint64_t> ready;
  const Status waited = poller_.wait(time_to_sleep(), ready);
  {
    const std::lock_guard lock(mutex_);
    sleeping_until_ = TimePoint::min();
  }
  if (!waited.ok()) {
    // Somebody closed our descriptors: nothing will wake us any more, but timers still can, and must not spin.
    std::this_thread::sleep_for(kPauseAfterFailure);
    return;
  }
  for (const std::uint64_t key : ready) {
    std::shared_ptr<Task> task;
    {
      const std::lock_guard lock(mutex_);
      const auto found = watches_.find(key);
      if (found != watches_.end()) task = found->second;
    }
    if (task) (*task)();
  }
}

}  // namespace reeve
