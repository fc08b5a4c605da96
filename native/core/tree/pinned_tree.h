#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/pin.h"
#include "core/identity/process_facts.h"
#include "core/identity/process_ref.h"
#include "core/identity/protected.h"
#include "core/platform.h"
#include "core/spawn/containment.h"
#include "core/tree/members.h"

namespace reeve {

// One process of a tree, held on to from the moment it was found. Where it could
// not be pinned (no descriptor left), it is pinned anew for each signal and recognised by its start.
struct TreeMember {
  std::optional<Pin> pin;
  ProcessStat stat;
  bool ended = false;
  int last_signal = 0;      // the latest it was asked or killed with; 0 before the first
  bool unstopped = false;   // since that signal it was seen to run, or was continued
  bool frozen = false;      // by us, before a kill
  std::uint64_t watch = 0;  // Reactor::Key of whoever listens for its end
};

// The processes of a tree as far as they were found: looks for more (sweep), signals them, and knows which have ended.
// Members are never dropped while they live, so one whose parent dies meanwhile isn't lost.
class PinnedTree {
 public:
  // `recorded` is what a record says of the tree: its token, and the group and session its first process led. Those two
  // are trusted once a process that carries the token is seen in them, because without their leader the numbers may be
  // somebody else's by now. `protected_ones` never become members.
  PinnedTree(TreeShape shape, const Containment& recorded, ProtectedProcesses protected_ones, SpareHandles& spare);

  // Adds a process that is known to belong, pinned already.
  void add(Pin pin, ProcessStat stat);
  // Adds this process if it is still there and `belongs` holds once it is pinned.
  template <class Belongs>
  bool add_if(Pid pid, Belongs belongs) {
    Result<Pin> pin = platform::open_pin(pid);
    if (!pin.ok()) return false;
    Result<ProcessStat> stat = platform::read_pinned_stat(pin.value());
    if (!stat.ok() || !belongs()) return false;
    add(std::move(pin.value()), std::move(stat.value()));
    return true;
  }

  // Looks at every process once and pins those that belong and are new. The number of new ones; an error when the look
  // was not complete, so that nobody takes it for "no more".
  Result<std::size_t> sweep();
  // Whether processes were born since the last sweep began. True also when this can't be told. While it is false, every
  // process that belongs is a member: the sweep saw all there were, with their environments.
  [[nodiscard]] bool births_since_sweep() const;
  // Whether this system counts births at all.
  [[nodiscard]] bool can_hear_of_births() const;

  // Whether the last sweep met a process so young that it may carry the token and not show it yet: look again soon.
  [[nodiscard]] bool undecided() const { return undecided_; }

  // Pins those of the processes born last that belong, and stops each at once: for one that lives for a millisecond a look
  // at all processes comes too late. How many were stopped; an error where the system doesn't tell the newest.
  Result<std::size_t> freeze_newest();

  // Whether a signal has stopped it, so that it does nothing until it is continued. Asks the system.
  bool is_stopped(const TreeMember& member);
  // Signals one member or nobody.
  Status signal(TreeMember& member, int number);
  // Signals the tree's own group as a whole, atomically against fork. False where there is no such group, or nobody of it
  // by whom it could be reached: its first process, or a member that was frozen.
  bool signal_group(int number);
  // Whether the tree's own group still has a member, zombies included. The system's own word, which no look at each
  // process can give for those that live for less than the look takes. False where there is no such group.
  [[nodiscard]] bool group_has_members() const;

  // Looks which members have ended.
  void refresh();
  bool has_ended(const TreeMember& member);
  [[nodiscard]] std::size_t living() const;
  std::map<Pid, TreeMember>& members() { return members_; }
  // Ended members whose pid was given to another member meanwhile.
  std::vector<TreeMember>& replaced() { return replaced_; }
  SpareHandles& spare() { return spare_; }

 private:
  using Snapshot = std::vector<ProcessStat>;

  KnownMembers known_members();
  std::size_t pin_relatives(const Snapshot& snapshot, const KnownMembers& known, std::uint64_t snapshot_start);
  std::size_t pin_carriers(const Snapshot& snapshot, std::uint64_t snapshot_start);
  bool carries_token(const ProcessStat& stat, std::uint64_t snapshot_start);
  bool pin_member(const ProcessStat& stat);
  bool freeze_if_ours(Pid pid);
  bool belongs(const ProcessStat& stat);
  void trust_places_of(const ProcessStat& carrier);
  [[nodiscard]] const TreeMember* frozen_of_group();
  void put(Pid pid, TreeMember member);

  TreeShape shape_;
  Containment recorded_;
  ProtectedProcesses protected_;
  SpareHandles& spare_;
  std::map<Pid, TreeMember> members_;
  std::vector<TreeMember> replaced_;
  std::set<std::pair<Pid, std::uint64_t>> without_token_;
  std::optional<std::uint64_t> births_;
  Pid newest_ = kNoPid;
  bool undecided_ = false;
};

}  // namespace reeve
