#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/identity/process_ref.h"
#include "core/records/terminate_tree_result.h"
#include "core/tree/look_pace.h"
#include "core/tree/pinned_tree.h"
#include "core/tree/tree_signaller.h"
#include "core/wait/reactor.h"
#include "core/wait/wait_pid.h"

namespace reeve {

// Births wake nobody. A look for newcomers is the read of one small file while nobody is born on the whole machine, and
// else a sweep: 10 us for each process there is. Ten seconds of grace hold some 40 of them.
inline constexpr LookPace::Bounds kNewcomerLooks{
    .first = Micros(10000), .longest = Micros(250000), .growth_percent = 50, .share = 50};

struct TerminateOptions {
  int signal = 0;
  Millis grace{10000};
  int kill_signal = 0;
  Millis kill_wait{2000};
  bool dry_run = false;
};

// A target that may be ended: looked up, pinned, and neither us nor one of our ancestors.
struct TerminationTarget {
  ProcessRef ref;
  Resolved resolved;
  ProtectedProcesses protected_ones;
};

// Ends one tree: asks, waits, kills whoever is left, waits, looks once more. Driven by a reactor, on whose thread
// everything but the constructor runs. Keeps itself alive until it has called `on_done`, once.
class Termination : public std::enable_shared_from_this<Termination> {
 public:
  using Callback = std::function<void(Result<TerminateTreeResult>)>;

  Termination(std::shared_ptr<Reactor> reactor, const WaitServices& services, TerminationTarget target,
              TerminateOptions options, Callback on_done);

  void start();

 private:
  enum class Phase { asking, killing, closing, done };

  void plan_tree();
  void listen_to_keeper();
  void await_exit_of_root();
  void begin_asking();
  void escalate();
  void begin_killing();
  [[nodiscard]] int current_signal() const;
  [[nodiscard]] bool in_progress() const;
  void arm(Millis wait);
  void on_deadline();
  void listen_to_members();
  void unwatch(const TreeMember& member);
  void on_member_ended(Pid pid);
  void look_soon();
  void look();
  bool everything_wakes_us();
  void look_again_later(Micros cost);
  void look_for_newcomers();
  void look_for_newcomers_later(Micros cost);
  void close(bool empty);
  void complete();
  void fill_result();
  void report_only();
  void note(const Status& status);

  std::shared_ptr<Reactor> reactor_;
  WaitServices services_;
  TerminationTarget target_;
  TerminateOptions options_;
  Callback on_done_;
  SpareHandles& spare_;
  Phase phase_ = Phase::asking;
  std::optional<PinnedTree> tree_;
  std::optional<TreeSignaller> signaller_;
  std::string folder_;
  std::optional<KeeperLink> keeper_;
  std::optional<Reactor::Key> keeper_watch_;
  TerminateTreeResult result_;
  TimePoint until_{};  // the end of this phase
  std::optional<Reactor::TimerId> deadline_;
  std::optional<Reactor::TimerId> next_look_;
  std::optional<Reactor::TimerId> newcomer_look_;
  LookPace look_pace_;
  LookPace newcomer_pace_{kNewcomerLooks};
  bool look_posted_ = false;
  bool keeper_spoke_ = false;
  bool exit_pending_ = false;
  bool root_is_seen_ = false;
  std::optional<ExitWatcher::Ticket> exit_ticket_;
};

}  // namespace reeve
