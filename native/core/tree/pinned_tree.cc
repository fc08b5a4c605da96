#include "core/tree/pinned_tree.h"

#include <algorithm>

#include "core/spawn/spawn_config.h"

namespace reeve {
namespace {

// A process so much older than a look is not between fork and exec: what its environment says stays so.
constexpr Millis kSettled{200};
// How many of the latest pids are looked at. Those that were not caught among so many have had their children.
constexpr int kNewest = 8;

}  // namespace

PinnedTree::PinnedTree(TreeShape shape, const Containment& recorded, ProtectedProcesses protected_ones,
                       SpareHandles& spare)
    : shape_(shape), recorded_(recorded), protected_(std::move(protected_ones)), spare_(spare) {}

void PinnedTree::add(Pin pin, ProcessStat stat) {
  const Pid pid = pin.pid;
  if (protected_.contains(pid)) return;
  const bool ended = platform::has_ended(pin);
  put(pid, TreeMember{.pin = std::move(pin), .stat = std::move(stat), .ended = ended});
}

void PinnedTree::put(Pid pid, TreeMember member) {
  // An ended member's pid may be a new member's by now.
  if (auto before = members_.extract(pid)) replaced_.push_back(std::move(before.mapped()));
  members_.emplace(pid, std::move(member));
}

Result<std::size_t> PinnedTree::sweep() {
  const Result<std::uint64_t> births = platform::birth_count();
  births_ = births.ok() ? std::optional(births.value()) : std::nullopt;
  undecided_ = false;
  const std::uint64_t snapshot_start = platform::start_now();
  refresh();
  KnownMembers known = known_members();
  const Result<Snapshot> snapshot = spare_.run([] { return platform::list_processes(); });
  if (!snapshot.ok()) {
    births_.reset();
    return snapshot.error();
  }
  refresh();
  for (auto& [pid, member] : known) member.sure = !members_.at(pid).ended;
  // Environments are read only once kinship finds no more, or nobody is born: reading one can block on its owner's
  // memory lock, and under a fork storm does, for seconds.
  const std::size_t relatives = pin_relatives(snapshot.value(), known, snapshot_start);
  if (recorded_.cookie.empty() || (relatives > 0 && births_since_sweep())) return relatives;
  return relatives + pin_carriers(snapshot.value(), snapshot_start);
}

bool PinnedTree::births_since_sweep() const {
  const Result<std::uint64_t> births = platform::birth_count();
  return !births.ok() || !births_ || births.value() != *births_;
}

bool PinnedTree::can_hear_of_births() const {
  const Result<std::uint64_t> births = platform::birth_count();
  return births.ok() || births.error().code != code::kUnsupported;
}

KnownMembers PinnedTree::known_members() {
  KnownMembers known;
  for (const auto& [pid, member] : members_) {
    if (!member.ended) known.emplace(pid, KnownMember{});
  }
  return known;
}

std::size_t PinnedTree::pin_relatives(const Snapshot& snapshot, const KnownMembers& known,
                                      std::uint64_t snapshot_start) {
  const auto found = find_members(shape_, known, snapshot, snapshot_start);
  return static_cast<std::size_t>(
      std::count_if(found.begin(), found.end(), [this](const ProcessStat* stat) { return pin_member(*stat); }));
}

std::size_t PinnedTree::pin_carriers(const Snapshot& snapshot, std::uint64_t snapshot_start) {
  std::size_t count = 0;
  for (const ProcessStat& stat : snapshot) {
    if (!carries_token(stat, snapshot_start) || !pin_member(stat)) continue;
    ++count;
    trust_places_of(stat);
  }
  if (count == 0) return 0;
  KnownMembers known = known_members();
  for (auto& [pid, member] : known) member.sure = true;
  return count + pin_relatives(snapshot, known, snapshot_start);
}

// A process that carries the token was seen in the recorded group or session: the numbers still are the tree's own.
void PinnedTree::trust_places_of(const ProcessStat& carrier) {
  if (carrier.pgid == recorded_.pgid) shape_.pgid = carrier.pgid;
  if (carrier.sid == recorded_.sid) shape_.sid = carrier.sid;
}

bool PinnedTree::carries_token(const ProcessStat& stat, std::uint64_t snapshot_start) {
  const auto known = members_.find(stat.pid);
  if (known != members_.end() && !known->second.ended) return false;
  if (stat.start < shape_.born) return false;
  const std::pair process(stat.pid, stat.start);
  if (without_token_.contains(process)) return false;
  const bool settled = stat.start + platform::start_span(kSettled) < snapshot_start;
  const std::optional<bool> carries = platform::carries_token(stat.pid, kTokenVariable, recorded_.cookie);
  if (carries.value_or(false)) return true;
  if (settled) {
    without_token_.insert(process);
  } else if (!carries) {
    undecided_ = true;
  }
  return false;
}

bool PinnedTree::pin_member(const ProcessStat& stat) {
  if (protected_.contains(stat.pid)) return false;
  Result<Pin> pin = platform::open_pin(stat.pid);
  TreeMember member{.pin = std::nullopt, .stat = stat};
  if (pin.ok()) {
    // Pinned late: only its start tells whether this still is the process that was found.
    const Result<ProcessStat> now = spare_.run([&] { return platform::read_pinned_stat(pin.value()); });
    if (!now.ok() || now.value().start != stat.start || platform::has_ended(pin.value())) return false;
    member.pin = std::move(pin.value());
  } else if (pin.error().code == "ESRCH" || has_ended(member)) {
    return false;
  }
  put(stat.pid, std::move(member));
  return true;
}

bool PinnedTree::is_stopped(const TreeMember& member) {
  const Result<ProcessStat> now = spare_.run(
      [&] { return member.pin ? platform::read_pinned_stat(*member.pin) : platform::read_stat(member.stat.pid); });
  return now.ok() && now.value().start == member.stat.start && now.value().state == ProcessState::stopped;
}

Status PinnedTree::signal(TreeMember& member, int number) {
  if (member.pin) return platform::send_signal(*member.pin, number);
  const Result<Pin> pin = spare_.run([&] { return platform::open_pin(member.stat.pid); });
  if (!pin.ok()) return pin.error();
  const Result<ProcessStat> now = spare_.run([&] { return platform::read_pinned_stat(pin.value()); });
  if (!now.ok()) return now.error();
  if (now.value().start != member.stat.start) return reused_error(member.stat.pid);
  return platform::send_signal(pin.value(), number);
}

// A failure is not told: each member is signalled by itself too, and that failure is reported.
bool PinnedTree::signal_group(int number) {
  if (shape_.pgid == kNoPid || protected_.has_member_of(shape_.pgid)) return false;
  const auto leader = members_.find(shape_.pgid);
  const bool known = leader != members_.end() && leader->second.pin;
  if (known && platform::send_signal_to_group(*leader->second.pin, number).ok()) return true;
  const TreeMember* frozen = frozen_of_group();
  return frozen != nullptr && platform::send_signal_to_group_of(*frozen->pin, shape_.pgid, number).ok();
}

const TreeMember* PinnedTree::frozen_of_group() {
  const auto found = std::find_if(members_.begin(), members_.end(), [this](const auto& entry) {
    const TreeMember& member = entry.second;
    return member.frozen && member.pin && member.stat.pgid == shape_.pgid && !has_ended(member);
  });
  return found == members_.end() ? nullptr : &found->second;
}

Result<std::size_t> PinnedTree::freeze_newest() {
  const Result<Pid> newest = platform::newest_pid();
  if (!newest.ok()) return newest.error();
  const Pid before = std::exchange(newest_, newest.value());
  std::size_t count = 0;
  for (Pid pid = newest_; is_pid(pid) && pid != before && pid > newest_ - kNewest; --pid) {
    if (freeze_if_ours(pid)) ++count;
  }
  return count;
}

bool PinnedTree::freeze_if_ours(Pid pid) {
  const auto known = members_.find(pid);
  if (protected_.contains(pid) || (known != members_.end() && !known->second.ended)) return false;
  Result<Pin> pin = platform::open_pin(pid);
  if (!pin.ok()) return false;
  Result<ProcessStat> stat = platform::read_pinned_stat(pin.value());
  if (!stat.ok() || !belongs(stat.value())) return false;
  put(pid, TreeMember{.pin = std::move(pin.value()), .stat = std::move(stat.value())});
  TreeMember& member = members_.at(pid);
  member.frozen = signal(member, platform::freeze_signal()).ok();
  member.ended = has_ended(member);
  return member.frozen && !member.ended;
}

// Of a process that is pinned already.
bool PinnedTree::belongs(const ProcessStat& stat) {
  if (stat.start < shape_.born) return false;
  const bool in_place = stat.pgid == shape_.pgid || stat.sid == shape_.sid;
  // The newest process is the one that would get a number again, so here it has to be known that it was never free.
  if (in_place && group_has_members()) return true;
  const auto parent = members_.find(stat.ppid);
  if (parent != members_.end() && !has_ended(parent->second)) return true;
  if (recorded_.cookie.empty()) return false;
  if (!platform::carries_token(stat.pid, kTokenVariable, recorded_.cookie).value_or(false)) return false;
  trust_places_of(stat);
  return true;
}

bool PinnedTree::group_has_members() const {
  const auto leader = members_.find(shape_.pgid);
  if (leader == members_.end() || !leader->second.pin) return false;
  return platform::send_signal_to_group(*leader->second.pin, 0).ok();
}

void PinnedTree::refresh() {
  for (auto& [pid, member] : members_) member.ended = has_ended(member);
}

bool PinnedTree::has_ended(const TreeMember& member) {
  if (member.ended) return true;
  if (member.pin) return platform::has_ended(*member.pin);
  const Result<ProcessStat> now = spare_.run([&] { return platform::read_stat(member.stat.pid); });
  if (!now.ok()) return now.error().code == "ESRCH";
  return now.value().start != member.stat.start || now.value().state == ProcessState::zombie;
}

std::size_t PinnedTree::living() const {
  return static_cast<std::size_t>(
      std::count_if(members_.begin(), members_.end(), [](const auto& entry) { return !entry.second.ended; }));
}

}  // namespace reeve
