#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/identity.h"
#include "core/identity/pin.h"
#include "core/identity/process_ref.h"
#include "core/spawn/job_folder.h"
#include "core/wait/exit_memory.h"
#include "core/wait/exit_status.h"
#include "core/wait/reactor.h"

namespace reeve {

// Hears of the end of every process that somebody asks about, on one thread for all of them. Children that reeve
// started are reaped when they end, whether or not anybody waits, and how they ended is kept for later askers.
class ExitWatcher {
 public:
  struct Outcome {
    Identity identity;
    std::optional<ExitStatus> exit{};  // none: the deadline passed first
    std::vector<std::string> warnings{};
  };
  using Callback = std::function<void(const Outcome&)>;  // once, on the watcher's thread
  struct Ticket {
    std::uint64_t watch = 0;
    std::uint64_t waiter = 0;
  };
  using Answer = std::variant<Ticket, Outcome>;  // a wait that goes on, or what is known already

  using Tidy = std::function<void(JobFolder)>;

  // `tidy` gets the folder of each job whose first process was reaped.
  ExitWatcher(Reactor& reactor, SpareHandles& spare, Tidy tidy);

  // Who tells how a process ended: we reap it, or its keeper says, or the kernel may. Only its keeper can where it is
  // gone already; the pin is the keeper's then.
  enum class Teller { us, keeper, keeper_alone, kernel };

  // Takes charge of a child just started, or of the first process of a job that a keeper of ours has, and of its job's
  // folder if it has one.
  void adopt(Pin process, const Identity& identity, JobFolder folder, Teller teller = Teller::us);

  // Waits for the pinned process. The callback is kept only when a Ticket is returned.
  Answer wait(Pin pin, const Identity& identity, std::optional<TimePoint> deadline, Callback callback,
              Teller teller = Teller::kernel);
  // What a keeper says of its job's first process; nullopt: it won't say any more.
  void tell(const Identity& identity, const std::optional<ExitStatus>& exit);
  // Joins the watch of a child of ours: needs no new descriptor. nullopt when the ref does not name a child.
  std::optional<Answer> wait_for_child(const ProcessRef& ref, std::optional<TimePoint> deadline, Callback callback);
  // Drops a waiter without calling it. Harmless when it was called already.
  void cancel(const Ticket& ticket);

  std::optional<Outcome> recall(const Identity& identity);
  // The latest that had the ref's pid, if it may be the one that is meant.
  std::optional<Outcome> recall_latest(const ProcessRef& ref);

 private:
  struct Waiter {
    Callback callback;
    std::optional<Reactor::TimerId> deadline;
  };
  struct Watch {
    Pin pin;
    Identity identity;
    bool ours = false;  // is to be heard of whether or not anybody waits
    Teller teller = Teller::kernel;
    JobFolder folder{};
    std::optional<Reactor::Key> key{};  // none: nothing wakes us, its end is looked for
    std::optional<Reactor::TimerId> timer{};
    std::optional<ExitStatus> provisional{};
    std::vector<std::string> warnings{};
    std::map<std::uint64_t, Waiter> waiters{};
  };
  using Lock = std::unique_lock<std::mutex>;

  std::uint64_t add_watch(Watch watch);
  void listen(std::uint64_t id, Watch& watch);
  Ticket add_waiter(std::uint64_t id, Watch& watch, std::optional<TimePoint> deadline, Callback callback);
  void on_ready(std::uint64_t id);
  void on_look(std::uint64_t id);
  void on_deadline(std::uint64_t id, std::uint64_t waiter);
  static std::optional<ExitStatus> exit_in_sight(const Pin& ended);
  static std::optional<ExitStatus> exit_untold(const Watch& watch);
  std::optional<ExitStatus> exit_of(std::uint64_t id, Watch& watch);
  std::optional<ExitStatus> look_unpinned(const Watch& watch);
  void finish(Lock& lock, std::uint64_t id, const ExitStatus& exit);
  void look_again(std::uint64_t id, Watch& watch, Millis pause);
  void drop(std::uint64_t id);

  Reactor& reactor_;
  SpareHandles& spare_;
  Tidy tidy_;
  std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::unordered_map<std::uint64_t, Watch> watches_;
  std::map<ExitMemory::Key, std::uint64_t> by_identity_;
  std::map<Pid, std::uint64_t> children_;
  ExitMemory memory_;
};

}  // namespace reeve
