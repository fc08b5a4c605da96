#include "core/tree/pinned_tree.h"

#include <algorithm>

#include "core/spawn/spawn_config.h"

namespace reeve {
namespace {

// A process so much older than a look is not between fork and exec: what its environment says stays so.
constexpr Millis kSettled{200};

// Starts are counted in each system's own unit.
Millis age_at(std::uint64_t start, std::uint64_t moment) {
  return Millis(platform::start_time_unix_ms(moment) - platform::start_time_unix_ms(start));
}

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
    if (stat.pgid == recorded_.pgid) shape_.pgid = stat.pgid;
    if (stat.sid == recorded_.sid) shape_.sid = stat.sid;
  }
  if (count == 0) return 0;
  KnownMembers known = known_members();
  for (auto& [pid, member] : known) member.sure = true;
  return count + pin_relatives(snapshot, known, snapshot_start);
}

bool PinnedTree::carries_token(const ProcessStat& stat, std::uint64_t snapshot_start) {
  const auto known = members_.find(stat.pid);
  if (known != members_.end() && !known->second.ended) return false;
  if (stat.start < shape_.born) return false;
  const std::pair process(stat.pid, stat.start);
  if (without_token_.contains(process)) return false;
  const bool settled = age_at(stat.start, snapshot_start) > kSettled;
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

Status PinnedTree::signal(TreeMember& member, int number) {
  if (member.pin) return platform::send_signal(*member.pin, number);
  const Result<Pin> pin = spare_.run([&] { return platform::open_pin(member.stat.pid); });
  if (!pin.ok()) return pin.error();
  const Result<ProcessStat> now = spare_.run([&] { return platform::read_pinned_stat(pin.value()); });
  if (!now.ok()) return now.error();
  if (now.value().start != member.stat.start) return reused_error(member.stat.pid);
  return platform::send_signal(pin.value(), number);
}

void PinnedTree::signal_group(int number) {
  const auto leader = members_.find(shape_.pgid);
  if (leader == members_.end() || !leader->second.pin || protected_.has_member_of(shape_.pgid)) return;
  const Status sent = platform::send_signal_to_group(*leader->second.pin, number);
  static_cast<void>(sent);  // each member is signalled by itself too, and that failure is reported
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
