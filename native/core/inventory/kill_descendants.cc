#include "core/inventory/kill_descendants.h"

#include "core/identity/process_description.h"
#include "core/identity/protected.h"
#include "core/platform.h"
#include "core/signal/send_signal.h"

namespace reeve {
namespace {

constexpr Pid kInitPid = 1;
// A tree that gives birth faster than it can be walked is not caught by asking; a kill stops it first.
constexpr int kRoundsOfAsking = 16;
constexpr int kRoundsOfStopping = 64;

struct Victim {
  std::optional<Pin> pin{};  // nullopt: no descriptor was left for it
  std::uint64_t start = 0;
  std::optional<std::string> identity{};
  bool signalled = false;
};

class Hunt {
 public:
  Hunt(const WalkRoot& root, const KillOrders& orders, SpareHandles& spare)
      : root_(root), orders_(orders), spare_(spare), protected_(ProtectedProcesses::now()) {}

  Status run() {
    if (protected_.incomplete()) return *protected_.incomplete();
    const bool kills = orders_.signal == platform::default_kill_signal();
    const int rounds = kills ? kRoundsOfStopping : kRoundsOfAsking;
    bool settled = false;
    for (int round = 0; round < rounds && !settled; ++round) {
      const Result<std::size_t> found = gather();
      if (!found.ok()) {
        if (victims_.empty()) return found.error();
        // Those that were stopped must not be left so.
        warnings_.push_back(message_of(found.error()));
        break;
      }
      settled = found.value() == 0;
      if (!settled) send_to_new(kills ? platform::freeze_signal() : orders_.signal);
    }
    if (!settled && warnings_.empty())
      warnings_.emplace_back("new descendants were born during every look: some may have been missed");
    if (kills) kill_all();
    return Done{};
  }

  KillDescendantsResult take_result() {
    KillDescendantsResult result{.pid = root_.stat.pid, .signal = orders_.signal};
    if (root_.identity) result.identity = to_text(*root_.identity);
    result.found = found_.size();
    result.matched = matched_;
    result.warnings = root_.warnings;
    for (std::string& warning : warnings_) result.warnings.push_back(std::move(warning));
    for (auto& [pid, victim] : victims_) {
      if (const auto error = errors_.find(pid); error != errors_.end()) {
        outcomes_.note(pid, victim.identity, error->second);
      } else if (victim.signalled) {
        outcomes_.succeeded.push_back({.pid = pid, .identity = victim.identity});
      }
    }
    result.outcomes = std::move(outcomes_);
    return result;
  }

 private:
  using Key = std::pair<Pid, std::uint64_t>;

  // The number of victims that are new.
  Result<std::size_t> gather() {
    std::set<Pid> below;  // whom the cascade takes along
    std::vector<ProcessFacts> fresh;
    const auto wants = [&](std::uint32_t, const ProcessFacts& facts) {
      const Pid pid = facts.stat->pid;
      const Key key{pid, facts.stat->start};
      const bool fits = (orders_.cascade && below.contains(facts.stat->ppid)) ||
                        orders_.filter.fits(facts, lifetime_cpu_percent(facts)) || chosen_.contains(key);
      if (fits) below.insert(pid);
      found_.insert(key);
      return fits && facts.stat->state != ProcessState::zombie && !chosen_.contains(key);
    };
    const FactsWanted wanted{.cmdline = false, .identity = true, .owner = orders_.filter.needs_owner(), .exe = false};
    DescendantWalk walk(root_, orders_.max_levels, spare_);
    const Status walked = walk.run(wanted, wants, [&](auto, ProcessFacts facts) { fresh.push_back(std::move(facts)); });
    if (!walked.ok()) return walked.error();
    std::size_t count = 0;
    for (const ProcessFacts& facts : fresh) count += choose(facts) ? 1U : 0U;
    return count;
  }

  bool choose(const ProcessFacts& facts) {
    const Pid pid = facts.stat->pid;
    chosen_.insert({pid, facts.stat->start});
    ++matched_;
    const std::string identity = to_text(facts.identity);
    if (const std::optional<Error> refused = protected_.refusal(pid)) {
      outcomes_.note(pid, identity, *refused);
      return false;
    }
    Victim victim{.start = facts.stat->start, .identity = identity};
    Result<Pin> pin = platform::open_pin(pid);
    if (!pin.ok() && pin.error().code == "ESRCH") return false;
    if (pin.ok()) {
      if (!is_the_one(pin.value(), facts.identity)) return false;
      victim.pin = std::move(pin.value());
    }
    victims_.insert_or_assign(pid, std::move(victim));
    new_.push_back(pid);
    return true;
  }

  bool is_the_one(const Pin& pin, const Identity& identity) {
    const Result<Identity> now = spare_.run([&] { return platform::read_identity(pin); });
    return now.ok() && compare(identity, now.value()) == Sameness::same;
  }

  void send_to_new(int signal) {
    for (const Pid pid : new_) send(pid, signal);
    new_.clear();
  }

  void kill_all() {
    for (const auto& [pid, victim] : victims_) send(pid, orders_.signal);
  }

  void send(Pid pid, int signal) {
    Victim& victim = victims_.at(pid);
    const Status sent = spare_.run([&] { return send_through_pin(pid, victim, signal); });
    if (sent.ok()) {
      victim.signalled = true;
      errors_.erase(pid);
    } else if (sent.error().code != "ESRCH") {
      errors_.insert_or_assign(pid, sent.error());
    } else if (!victim.signalled) {
      errors_.insert_or_assign(pid, gone_error(pid));
    }
  }

  Status send_through_pin(Pid pid, const Victim& victim, int signal) {
    if (victim.pin) return platform::send_signal(*victim.pin, signal);
    const Result<Pin> pin = platform::open_pin(pid);
    if (!pin.ok()) return pin.error();
    const Result<Identity> now = platform::read_identity(pin.value());
    if (!now.ok()) return now.error();
    if (to_text(now.value()) != victim.identity) return gone_error(pid);
    return platform::send_signal(pin.value(), signal);
  }

  const WalkRoot& root_;
  const KillOrders& orders_;
  SpareHandles& spare_;
  ProtectedProcesses protected_;
  std::map<Pid, Victim> victims_;
  std::set<Key> found_;
  std::set<Key> chosen_;
  std::vector<Pid> new_;
  std::map<Pid, Error> errors_;
  SignalOutcomes outcomes_;
  std::uint64_t matched_ = 0;
  std::vector<std::string> warnings_;
};

}  // namespace

Result<KillDescendantsResult> kill_descendants(const ProcessRef& ref, const KillOrders& orders, SpareHandles& spare) {
  const Status known = check_signal(orders.signal);
  if (!known.ok()) return known.error();
  if (ref.pid <= kInitPid) return *ProtectedProcesses::now().refusal(kInitPid);
  const Result<WalkRoot> root = find_root(ref, spare);
  if (!root.ok()) return root.error();
  Hunt hunt(root.value(), orders, spare);
  const Status done = hunt.run();
  if (!done.ok()) return done.error();
  return hunt.take_result();
}

}  // namespace reeve
