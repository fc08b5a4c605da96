#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/platform.h"
#include "core/wait/reactor.h"
#include "core/wait/wait_pid.h"
#include "test/check.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::test {

using fake::kCont;
using fake::kHup;
using fake::kInt;
using fake::kKill;
using fake::kOwn;
using fake::kShell;
using fake::kStop;
using fake::kTerm;
using fake::ProcessPtr;
using fake::world;

inline const std::string kToken = "0123456789abcdef01234567";
inline const std::string kFolder = "/jobs/one-" + kToken;

// A fresh world for one test, declared first. At its end no handle may be open any more.
class Scene {
 public:
  Scene() { world().reset(); }
  ~Scene() { CHECK_EQ(world().open_handles(), 0U); }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;
};

// A watcher of ends with its reactor on a thread of its own.
class Watching {
 public:
  Watching() {
    reactor_ = std::move(Reactor::create().value());
    watcher_ = std::make_unique<ExitWatcher>(*reactor_, spare_, [this](const JobFolder& folder) {
      const std::lock_guard lock(mutex_);
      tidied_.push_back(folder.path);
    });
    channels_ = std::make_unique<KeeperChannels>(*reactor_, *watcher_);
    CHECK(reactor_->start().ok());
  }
  // The thread ends before what it calls.
  ~Watching() {
    reactor_->stop();
    channels_.reset();
    reactor_.reset();
    watcher_.reset();
  }
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

  ExitWatcher& watcher() { return *watcher_; }
  Reactor& reactor() { return *reactor_; }
  SpareHandles& spare() { return spare_; }
  KeeperChannels& channels() { return *channels_; }
  WaitServices services() { return {.watcher = watcher(), .spare = spare(), .channels = channels()}; }
  std::vector<std::string> tidied() {
    const std::lock_guard lock(mutex_);
    return tidied_;
  }
  // Returns once the reactor has done all that was posted before.
  void settle() {
    std::atomic<int> done = 0;
    reactor_->post([&] { done = 1; });
    while (done == 0) std::this_thread::yield();
  }

 private:
  SpareHandles spare_;
  std::shared_ptr<Reactor> reactor_;
  std::unique_ptr<ExitWatcher> watcher_;
  std::unique_ptr<KeeperChannels> channels_;
  std::mutex mutex_;
  std::vector<std::string> tidied_;
};

// Waits for something that another thread brings about; a test that waits in vain fails.
inline bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

inline ProcessRef ref_to(const ProcessPtr& process) {
  return {.pid = process->pid, .identity = world().identity_of(process)};
}

inline Pin pin_of(const ProcessPtr& process) { return std::move(platform::open_pin(process->pid).value()); }

inline ProcessStat stat_of(const ProcessPtr& process) { return platform::read_stat(process->pid).value(); }

// A process that leads its own group, below us, as a job does.
inline ProcessPtr add_leader(fake::Process process = {}) {
  process.ppid = kOwn;
  process.pid = ++world().last_pid;
  process.pgid = process.pid;
  return world().add(std::move(process));
}

inline ProcessPtr add_child(const ProcessPtr& parent, fake::Process process = {}) {
  process.ppid = parent->pid;
  return world().add(std::move(process));
}

}  // namespace reeve::test
