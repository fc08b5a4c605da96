#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/keeper/keeper_link.h"
#include "core/spawn/containment.h"
#include "core/tree/pinned_tree.h"

namespace reeve {

// Finds and signals all of a tree: by its folder where it has one, by pins, and by its group. Does one thing and
// returns; waiting is somebody else's work.
class TreeSignaller {
 public:
  // `folder`: the job's folder if it still is the one on record, else empty. `keeper`: its keeper where there is one and
  // no folder, else null.
  TreeSignaller(PinnedTree& tree, std::string folder, KeeperLink* keeper)
      : tree_(tree), folder_(std::move(folder)), keeper_(keeper) {}

  // Pins what belongs to the tree and isn't pinned yet. The number of new ones; an error when not everything could be
  // looked at.
  Result<std::size_t> gather();
  // The same until a look finds nobody new; a tree that grows faster than it can be listed is given up on.
  Status gather_all();
  // Sends `signal` once to each living member, also to those that appear while it goes on. Looks no more after `until`.
  Status ask(int signal, TimePoint until);
  // Ends everything: freezes first, so that nothing is born behind its back, then kills. Freezes no more after `until`.
  Status kill(int kill_signal, TimePoint until);
  // Signals those who were born or showed up since, with what the others were sent, and continues who was stopped before
  // it could act on that. Cheap while nobody is born. The number of new ones.
  Result<std::size_t> signal_newcomers(int signal, TimePoint until);
  // Whether nothing of the tree lives any more. Looks for unknown members before it says yes.
  Result<bool> is_empty();

  // Whether a living process may not have had this signal yet: one that was found after the others were sent it, or that
  // a failed look may have missed.
  bool has_unsignalled(int signal);
  // Whether somebody lives, and not one of them could be signalled.
  bool all_refused();

  // Whether the last look while signalling failed, so that nothing may wake us for those it missed.
  [[nodiscard]] bool incomplete() const { return incomplete_; }
  // How many different processes got a signal of ours.
  [[nodiscard]] std::uint64_t signalled_count() const;
  [[nodiscard]] bool has_strays() const { return strays_; }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  Result<std::size_t> gather_from_folder();
  void note_strays_at_first();
  void note_strays();
  Result<std::size_t> gather_newcomers();
  [[nodiscard]] bool is_being_ended() const;
  void send(TreeMember& member, int signal);
  void continue_if_stopped(TreeMember& member);
  void continue_stopped(int signal);
  void send_to_living(int signal);
  void thaw();
  void warn(const Error& error);
  Status freeze_all(TimePoint until);
  void freeze_known();
  void freeze_group();
  std::size_t chase();
  Status kill_by_folder();
  Status kill_by_keeper();
  std::optional<bool> ask_keeper_whether_empty();
  bool was_quiet();

  PinnedTree& tree_;
  std::string folder_;
  KeeperLink* keeper_;
  std::set<Pid> signalled_;
  bool looked_ = false;
  bool incomplete_ = false;
  bool group_frozen_ = false;
  bool group_killed_ = false;  // as a whole, so that nobody in it can fork any more
  bool unseen_ = false;        // somebody may live whom no look has seen
  bool strays_ = false;
  int restless_looks_ = 0;
  int looks_after_kill_ = 0;  // since the kill by folder or keeper; 0 before it
  std::set<Pid> refused_;
  std::vector<std::string> warnings_;
};

}  // namespace reeve
