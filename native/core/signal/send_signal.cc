#include "core/signal/send_signal.h"

#include <map>
#include <set>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr Pid kFirstProcess = 1;

// Known before any system call is made.
bool is_always_protected(Pid pid) { return pid == kFirstProcess || pid == platform::own_pid(); }

Error protected_group(Pid pgid, const std::string& why) {
  return Error{.code = code::kProtectedProcess,
               .op = {},
               .pid = pgid > 0 ? pgid : kNoPid,
               .detail = "group " + std::to_string(pgid) + " " + why + " and is never signalled"};
}

// A process that is pinned and may be signalled.
struct Target {
  Pin pin{};
  std::optional<std::string> identity{};
};

class Sender {
 public:
  Sender(int signal, SpareHandles& spare) : signal_(signal), spare_(spare) {}

  Result<Target> aim(const ProcessRef& ref) {
    if (!is_pid(ref.pid)) return invalid_argument("a pid is a whole number from 1 to 2147483647");
    if (is_always_protected(ref.pid)) return refusal_of(ref);
    Result<Resolved> resolved = spare_.run([&] { return resolve(ref); });
    if (!resolved.ok()) return resolved.error();
    Resolved& found = resolved.value();
    if (found.judgement.verdict == Verdict::reused) return reused_error(ref.pid);
    if (found.judgement.verdict == Verdict::gone || !found.pin) return ended_error(ref.pid, found.zombie);
    const bool on_record = ref.identity || ref.start_time_unix_ms;
    if (on_record && found.judgement.verdict == Verdict::unknown) return unknown_error(ref.pid);
    if (may_be_ancestor(found)) {
      if (std::optional<Error> refused = protected_ones().refusal(ref.pid)) return *refused;
      if (protected_ones().incomplete()) return *protected_ones().incomplete();
    }
    Target target{.pin = std::move(*found.pin)};
    if (found.current) target.identity = to_text(*found.current);
    return target;
  }

  Status send(const Target& target) {
    Status sent = platform::send_signal(target.pin, signal_);
    if (!sent.ok() && sent.error().code == "ESRCH") return ended_error(target.pin.pid, false);
    return sent;
  }

  const ProtectedProcesses& protected_ones() {
    if (!protected_) protected_ = ProtectedProcesses::now();
    return *protected_;
  }

 private:
  // The pid on an old record may be protected by now: then the record's process is gone, and that says more.
  Error refusal_of(const ProcessRef& ref) {
    if (ref.identity || ref.start_time_unix_ms) {
      const Result<Resolved> found = spare_.run([&] { return resolve(ref); });
      if (found.ok() && found.value().judgement.verdict == Verdict::reused) return reused_error(ref.pid);
    }
    return *protected_ones().refusal(ref.pid);
  }

  // Nobody descends from a process that is younger, which spares the climb through all of our parents.
  bool may_be_ancestor(const Resolved& found) {
    if (!found.current || found.current->start == 0) return true;
    if (!own_start_) {
      const Result<ProcessStat> own = spare_.run([] { return platform::read_stat(platform::own_pid()); });
      own_start_ = own.ok() ? own.value().start : UINT64_MAX;
    }
    return found.current->start <= *own_start_;
  }

  static Error ended_error(Pid pid, bool zombie) {
    if (!zombie) return gone_error(pid);
    return Error{.code = "ESRCH",
                 .op = {},
                 .pid = pid,
                 .detail = "process " + std::to_string(pid) + " has ended and is only waiting to be reaped"};
  }

  static Error unknown_error(Pid pid) {
    return Error{.code = code::kIdentityUnknown,
                 .op = {},
                 .pid = pid,
                 .detail = "cannot tell whether process " + std::to_string(pid) +
                           " is the one on record, so it was not signalled"};
  }

  int signal_;
  SpareHandles& spare_;
  std::optional<ProtectedProcesses> protected_;
  std::optional<std::uint64_t> own_start_;
};

// Who was dealt with already, so that a process named twice (by its pid and by a record, perhaps) is signalled once. It
// may have ended of the first signal, so it can't be asked again.
class Dealt {
 public:
  [[nodiscard]] bool has(const ProcessRef& ref) const {
    const auto found = identities_.find(ref.pid);
    if (found == identities_.end()) return named_.contains(key_of(ref));
    const bool bare = !ref.identity && !ref.start_time_unix_ms;
    return bare || (ref.identity && to_text(*ref.identity) == found->second) || named_.contains(key_of(ref));
  }
  void note(const ProcessRef& ref) { named_.insert(key_of(ref)); }
  void note_aimed(const ProcessRef& ref, const std::optional<std::string>& identity) {
    identities_.insert_or_assign(ref.pid, identity.value_or(""));
  }

 private:
  static std::string key_of(const ProcessRef& ref) {
    if (ref.identity) return std::to_string(ref.pid) + " " + to_text(*ref.identity);
    if (ref.start_time_unix_ms) return std::to_string(ref.pid) + " at " + std::to_string(*ref.start_time_unix_ms);
    return std::to_string(ref.pid);
  }

  std::set<std::string> named_;
  std::map<Pid, std::string> identities_;
};

}  // namespace

Status check_signal(int signal) {
  // As schemas/v1 have it; a platform may have a word for any larger number too.
  if (signal < 1 || signal > 64) return invalid_argument("a signal's number is from 1 to 64");
  if (!platform::signal_name(signal).empty()) return Done{};
  return invalid_argument("signal " + std::to_string(signal) + " is no signal of this system");
}

Result<SignalResult> send_signal(const ProcessRef& ref, int signal, SpareHandles& spare) {
  const Status known = check_signal(signal);
  if (!known.ok()) return known.error();
  Sender sender(signal, spare);
  const Result<Target> target = sender.aim(ref);
  if (!target.ok()) return target.error();
  const Status sent = sender.send(target.value());
  if (!sent.ok()) return sent.error();
  return SignalResult{.pid = ref.pid, .identity = target.value().identity, .signal = signal};
}

Result<SignalResult> send_signal_to_group(const ProcessRef& leader, int signal, SpareHandles& spare) {
  const Status known = check_signal(signal);
  if (!known.ok()) return known.error();
  const Pid pgid = leader.pid;
  if (pgid <= kFirstProcess) return protected_group(pgid, "is not one of a program's own");
  const ProtectedProcesses protected_ones = ProtectedProcesses::now();
  if (protected_ones.incomplete()) return *protected_ones.incomplete();
  if (protected_ones.has_member_of(pgid)) return protected_group(pgid, "is that of this process or of an ancestor");
  SignalResult result{.to_group = true, .pid = pgid, .signal = signal};
  if (!leader.identity && !leader.start_time_unix_ms) {
    const Status sent = platform::signal_group(pgid, signal);
    if (!sent.ok()) return sent.error();
    return result;
  }
  Sender sender(signal, spare);
  const Result<Target> target = sender.aim(leader);
  if (!target.ok()) return target.error();
  const Result<ProcessStat> stat = spare.run([&] { return platform::read_pinned_stat(target.value().pin); });
  if (!stat.ok()) return stat.error();
  if (stat.value().pgid != pgid && stat.value().pgid != kNoGroup) {
    return invalid_argument("process " + std::to_string(pgid) + " leads no group: it is a member of group " +
                            std::to_string(stat.value().pgid));
  }
  const Status sent = platform::send_signal_to_group(target.value().pin, signal);
  if (!sent.ok()) return sent.error();
  result.identity = target.value().identity;
  return result;
}

Result<SignalManyResult> send_signal_to_many(const std::vector<ProcessRef>& refs, int signal, SpareHandles& spare) {
  const Status known = check_signal(signal);
  if (!known.ok()) return known.error();
  SignalManyResult result{.signal = signal};
  Sender sender(signal, spare);
  Dealt dealt;
  for (const ProcessRef& ref : refs) {
    if (dealt.has(ref)) continue;
    dealt.note(ref);
    const Result<Target> target = sender.aim(ref);
    const std::optional<std::string> recorded =
        ref.identity ? std::optional(to_text(*ref.identity)) : std::optional<std::string>();
    if (!target.ok()) {
      result.outcomes.note(ref.pid, recorded, target.error());
      continue;
    }
    const std::optional<std::string>& identity = target.value().identity;
    dealt.note_aimed(ref, identity);
    const Status sent = sender.send(target.value());
    if (sent.ok()) {
      result.outcomes.succeeded.push_back({.pid = ref.pid, .identity = identity});
    } else {
      result.outcomes.note(ref.pid, identity, sent.error());
    }
  }
  return result;
}

}  // namespace reeve
