#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/platform.h"

namespace reeve {

// Sleeps until a watched handle is ready, a time has come or a task was posted, and then calls what belongs to it, one
// thing after the other. Runs on a thread of its own (start) or on the caller's (run_until). Everything but run_until
// may be called from any thread; callbacks run without any lock held.
class Reactor {
 public:
  using Task = std::function<void()>;
  using Key = std::uint64_t;
  using TimerId = std::pair<TimePoint, std::uint64_t>;

  static Result<std::unique_ptr<Reactor>> create();
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  // EAGAIN when the system gives no thread. Started once, it runs until the reactor is stopped or destroyed.
  Status start();
  // Ends the reactor's thread, for good: what is watched or was posted is not called any more. Not on that thread.
  void stop();
  // Runs on the calling thread until `done` answers true; for callers that have no thread running.
  void run_until(const std::function<bool()>& done);

  Result<Key> watch(OsHandle handle, platform::Poller::Interest interest, Task on_ready);
  // After this returns on the reactor's thread the callback is not called any more.
  void unwatch(Key key, OsHandle handle);
  TimerId at(TimePoint time, Task task);
  void cancel(TimerId timer);
  void post(Task task);

 private:
  explicit Reactor(platform::Poller poller) : poller_(std::move(poller)) {}

  void run_due();
  // Sleeps until there is something to do, and does what became ready.
  void run_ready();
  std::optional<Micros> time_to_sleep();
  void wake_if_elsewhere();

  platform::Poller poller_;
  std::optional<platform::Thread> thread_;
  std::atomic<std::thread::id> runner_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  Key last_key_ = 0;
  std::uint64_t last_timer_ = 0;
  std::unordered_map<Key, std::shared_ptr<Task>> watches_;
  std::map<TimerId, Task> timers_;
  std::vector<Task> posted_;
  TimePoint sleeping_until_ = TimePoint::max();
};

}  // namespace reeve
