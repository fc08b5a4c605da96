#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "c_api/exported.h"
#include "core/records/wait_pid_result.h"
#include "core/wait/exit_watcher.h"

namespace reeve::c_api {

// The waits that somebody may yet be called for. Each is settled or cancelled, whichever is first, and never both.
class Waits {
 public:
  std::uint64_t add(reeve_on_exit on_exit, void* data);
  // By which the core knows it; a wait that was settled meanwhile needs none.
  void know(std::uint64_t id, const ExitWatcher::Ticket& ticket);
  void settle(std::uint64_t id, const WaitPidResult& result);
  // Takes it back; nullopt when it is settled, or is being settled on another thread.
  std::optional<ExitWatcher::Ticket> take_back(std::uint64_t id);

 private:
  struct Wait {
    reeve_on_exit on_exit = nullptr;
    void* data = nullptr;
    ExitWatcher::Ticket ticket{};
  };

  std::optional<Wait> take(std::uint64_t id);

  std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Wait> waits_;
};

}  // namespace reeve::c_api
