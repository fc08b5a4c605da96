#include "core/tree/tree_signaller.h"

#include <algorithm>

#include "core/platform.h"

namespace reeve {
namespace {

// A tree that gives birth faster than it can be listed is not caught by asking; killing it freezes it first.
constexpr int kAskRounds = 16;
constexpr int kFreezeRounds = 64;
constexpr Micros kChase{1000};
// Looks at a folder after its kill, about 20 ms of them, before whoever is still in it is signalled one by one.
constexpr int kPatientLooks = 20;
// Looks that find nobody while processes are being born, before that is taken for the machine's own bustle.
constexpr int kRestlessLooks = 4;

}  // namespace

Result<std::size_t> TreeSignaller::gather_from_folder() {
  const Result<std::vector<Pid>> pids = tree_.spare().run([&] { return platform::folder_members(folder_); });
  if (!pids.ok()) return pids.error();
  std::size_t count = 0;
  for (const Pid pid : pids.value()) {
    const auto known = tree_.members().find(pid);
    if (known != tree_.members().end() && !known->second.ended) continue;
    if (tree_.add_if(pid, [&] { return platform::is_folder_member(pid, folder_); })) ++count;
  }
  return count;
}

Result<std::size_t> TreeSignaller::gather() {
  std::size_t inside = 0;
  if (!folder_.empty()) {
    note_strays_at_first();
    const Result<std::size_t> found = gather_from_folder();
    if (!found.ok()) return found;
    inside = found.value();
  }
  const Result<std::size_t> found = tree_.sweep();
  if (!found.ok()) return found;
  if (!folder_.empty() && found.value() > 0) note_strays();
  return inside + found.value();
}

// Before anybody is looked for: the first process may have left the folder.
void TreeSignaller::note_strays_at_first() {
  if (!looked_) note_strays();
  looked_ = true;
}

void TreeSignaller::note_strays() {
  for (const auto& [pid, member] : tree_.members()) {
    if (strays_) return;
    strays_ = !member.ended && !platform::is_folder_member(pid, folder_) && !tree_.has_ended(member);
  }
}

Status TreeSignaller::gather_all() {
  for (int round = 0; round < kAskRounds; ++round) {
    const Result<std::size_t> found = gather();
    if (!found.ok()) return found.error();
    if (found.value() == 0) break;
  }
  return Done{};
}

Status TreeSignaller::ask(int signal, TimePoint until) {
  for (int round = 0; round == 0 || (round < kAskRounds && Clock::now() < until); ++round) {
    const Result<std::size_t> found = gather();
    send_to_living(signal);  // to those who are known also when the others can't be looked for
    thaw();
    incomplete_ = !found.ok();
    if (!found.ok()) return found.error();
    if (found.value() == 0 || !tree_.births_since_sweep()) break;
  }
  return Done{};
}

Result<std::size_t> TreeSignaller::signal_newcomers(int signal, TimePoint until) {
  const bool kills = signal == platform::default_kill_signal();
  if (!kills) continue_stopped(signal);
  const Result<std::size_t> found = gather_newcomers();
  if (!found.ok() || found.value() == 0) return found;
  if (!kills) {
    send_to_living(signal);
  } else if (const Status killed = kill(signal, until); !killed.ok()) {
    return killed.error();
  }
  return found;
}

// The folder's own list knows all who are born inside; a sweep is needed only for those outside.
Result<std::size_t> TreeSignaller::gather_newcomers() {
  if (is_being_ended()) return std::size_t{0};
  if (!folder_.empty() && !strays_) return gather_from_folder();
  if (!tree_.births_since_sweep() && !tree_.undecided()) return std::size_t{0};
  return gather();
}

// Whether folder or keeper ends all there is and whatever may come, so that looking for them would only cost.
bool TreeSignaller::is_being_ended() const {
  const bool held = folder_.empty() ? keeper_ != nullptr && keeper_->holds() : !strays_;
  return held && looks_after_kill_ > 0;
}

Status TreeSignaller::kill(int kill_signal, TimePoint until) {
  if (kill_signal != platform::default_kill_signal()) return ask(kill_signal, until);
  if (keeper_ != nullptr && keeper_->holds() && looks_after_kill_ == 0 && kill_by_keeper().ok()) return Done{};
  // Where the folder may not be told to kill (it may be another user's while its processes are ours), all go by signals.
  const Status killed = folder_.empty() ? Status(Done{}) : kill_by_folder();
  if (!folder_.empty() && killed.ok()) {
    tree_.refresh();
    // Through the pins too: a folder's kill goes past a process whose main thread has ended while others live.
    send_to_living(kill_signal);
    incomplete_ = false;
    if (!strays_) return Done{};
  }
  // Nobody known is left, and another look would see no more than the one before. Whoever of the group it misses is
  // reached by the group's number; after that, what still has that number is dead.
  if (unseen_ && !incomplete_ && chase() == 0) {
    group_killed_ = tree_.signal_group(kill_signal) || group_killed_;
    return Done{};
  }
  const Status frozen = freeze_all(until);
  incomplete_ = !frozen.ok();
  group_killed_ = tree_.signal_group(kill_signal) || group_killed_;
  send_to_living(kill_signal);
  return killed.ok() ? frozen : killed;
}

// It kills what becomes its child until it has none, which nothing outruns. Where it gets nowhere for a while (stopped by
// somebody, or refused), is_empty() lets the members be killed one by one too.
Status TreeSignaller::kill_by_keeper() {
  keeper_->hear();
  if (keeper_->said_empty()) return Done{};
  const Status asked = keeper_->end();
  if (asked.ok()) looks_after_kill_ = 1;
  return asked;
}

// nullopt: it is gone without a word, so what it held is looked for.
std::optional<bool> TreeSignaller::ask_keeper_whether_empty() {
  if (keeper_ == nullptr) return std::nullopt;
  keeper_->hear();
  if (keeper_->said_empty()) return true;
  if (!keeper_->holds()) return std::nullopt;
  if (looks_after_kill_ == 0 || looks_after_kill_++ < kPatientLooks) return false;
  // Who they are; the kill that comes next reaches them.
  incomplete_ = !gather().ok();
  return false;
}

std::uint64_t TreeSignaller::signalled_count() const {
  return std::max<std::uint64_t>(signalled_.size(), keeper_ == nullptr ? 0 : keeper_->ended());
}

Status TreeSignaller::kill_by_folder() {
  note_strays_at_first();
  const Result<std::vector<Pid>> pids = tree_.spare().run([&] { return platform::folder_members(folder_); });
  const Status killed = tree_.spare().run([&] { return platform::kill_folder(folder_); });
  if (!killed.ok()) return killed;
  looks_after_kill_ = 1;
  if (pids.ok()) signalled_.insert(pids.value().begin(), pids.value().end());
  return Done{};
}

// Stopped processes neither fork nor exit, so a look that finds nobody new, or since which nobody on the whole machine
// was born, has found all. The first look comes before anybody is stopped: a program that is killed in between leaves its
// tree stopped, so that time is kept short.
Status TreeSignaller::freeze_all(TimePoint until) {
  for (int round = 0; round == 0 || (round < kFreezeRounds && Clock::now() < until); ++round) {
    const Result<std::size_t> found = gather();
    if (!found.ok()) return found.error();
    if (round > 0 && found.value() == 0) break;
    freeze_known();
    if (!tree_.births_since_sweep()) break;
    if (round > 0) chase();
  }
  return Done{};
}

void TreeSignaller::freeze_known() {
  freeze_group();
  for (auto& [pid, member] : tree_.members()) {
    if (!member.ended && !member.frozen) member.frozen = tree_.signal(member, platform::freeze_signal()).ok();
  }
  freeze_group();  // once more: without its leader a group is reached only through a frozen member
}

void TreeSignaller::freeze_group() { group_frozen_ = group_frozen_ || tree_.signal_group(platform::freeze_signal()); }

// Of a chain of processes that each live for less than a look takes, the newest one is caught between two looks; by it
// its whole group is.
std::size_t TreeSignaller::chase() {
  const TimePoint end = Clock::now() + kChase;
  std::size_t caught = 0;
  while (Clock::now() < end) {
    const Result<std::size_t> frozen = tree_.freeze_newest();
    if (!frozen.ok()) break;
    caught += frozen.value();
    if (frozen.value() > 0) freeze_group();
  }
  return caught;
}

// Like a stopped process, a frozen one would act on the signal only later.
void TreeSignaller::thaw() {
  if (folder_.empty()) return;
  const Status thawed = tree_.spare().run([&] { return platform::thaw_folder(folder_); });
  if (!thawed.ok()) warn(thawed.error());
}

void TreeSignaller::send_to_living(int signal) {
  for (auto& [pid, member] : tree_.members()) {
    if (!member.ended && member.last_signal != signal) send(member, signal);
  }
}

void TreeSignaller::send(TreeMember& member, int signal) {
  const Status sent = tree_.signal(member, signal);
  if (sent.ok()) {
    signalled_.insert(member.stat.pid);
    member.last_signal = signal;
    member.unstopped = false;
    if (member.stat.state == ProcessState::stopped && signal != platform::default_kill_signal()) {
      continue_if_stopped(member);
    }
    return;
  }
  if (sent.error().code == "ESRCH" || sent.error().code == code::kProcessReused) {
    // Frozen by us, it can't have ended but by the kill of its group.
    if (member.frozen) signalled_.insert(member.stat.pid);
    member.ended = true;
  } else if (refused_.insert(member.stat.pid).second) {
    warn(sent.error());
  }
}

// A stopped process would act on the signal only once somebody continues it. One that isn't stopped must not be sent that:
// it may have a handler for it.
void TreeSignaller::continue_if_stopped(TreeMember& member) {
  member.unstopped = true;
  if (!tree_.is_stopped(member)) return;
  const Status continued = tree_.signal(member, platform::continue_signal());
  static_cast<void>(continued);  // it ended meanwhile, which is what was wanted
}

// Each member is looked at once after it was asked: it may have been stopped after the look that found it.
void TreeSignaller::continue_stopped(int signal) {
  for (auto& [pid, member] : tree_.members()) {
    if (!member.ended && member.last_signal == signal && !member.unstopped) continue_if_stopped(member);
  }
}

// What a whole system can't do is said once, not for each process.
void TreeSignaller::warn(const Error& error) {
  const std::string why = message_of(error);
  if (std::find(warnings_.begin(), warnings_.end(), why) == warnings_.end()) warnings_.push_back(why);
}

bool TreeSignaller::has_unsignalled(int signal) {
  if (incomplete_ || (unseen_ && signal == platform::default_kill_signal())) return true;
  const auto& members = tree_.members();
  return std::any_of(members.begin(), members.end(), [&](const auto& entry) {
    return !entry.second.ended && entry.second.last_signal != signal && !refused_.contains(entry.first);
  });
}

bool TreeSignaller::all_refused() {
  const auto& members = tree_.members();
  const bool refused = std::all_of(members.begin(), members.end(), [&](const auto& entry) {
    return entry.second.ended || refused_.contains(entry.first);
  });
  return refused && !incomplete_ && tree_.living() > 0;
}

Result<bool> TreeSignaller::is_empty() {
  unseen_ = false;
  tree_.refresh();
  if (const std::optional<bool> told = ask_keeper_whether_empty()) return *told;
  if (tree_.living() > 0) return false;
  bool populated = false;
  if (!folder_.empty()) {
    const Result<bool> asked = tree_.spare().run([&] { return platform::is_folder_populated(folder_); });
    if (!asked.ok()) return asked.error();
    populated = asked.value();
    // Those inside are dying, and for a while looking for them would only cost.
    if (populated && looks_after_kill_ > 0 && looks_after_kill_++ < kPatientLooks) return false;
  }
  if (tree_.undecided() || tree_.births_since_sweep()) {
    const Result<std::size_t> found = gather();
    if (!found.ok()) return found.error();
  }
  if (populated || tree_.living() > 0 || tree_.undecided()) return false;
  // Nobody was found, but of a group that goes on forking the look may have missed all. Dead members that their parent
  // does not reap keep a group too: those are alone once the group was killed, or a look saw no birth.
  const bool alone = group_killed_ || !tree_.births_since_sweep() || !tree_.group_has_members();
  const bool empty = alone && was_quiet();
  unseen_ = !empty && folder_.empty();
  return empty;
}

// A tree that forks faster than a look takes can leave its group and be missed by every look, except where a folder
// holds it. So a look during which processes were born proves little: some more are taken, and if none was quiet the
// result says so.
bool TreeSignaller::was_quiet() {
  if (!folder_.empty() || !tree_.births_since_sweep()) return true;
  if (++restless_looks_ < kRestlessLooks) return false;
  if (restless_looks_ == kRestlessLooks && tree_.can_hear_of_births()) {
    warnings_.emplace_back(
        "processes were born during every look: one of this tree that forks without pause may be left");
  }
  return true;
}

}  // namespace reeve
