#include "core/wait/wait_pid.h"

#include <utility>

#include "core/keeper/keeper_link.h"
#include "core/keeper/kept_exit.h"

namespace reeve {
namespace {

WaitPidResult to_result(const ExitWatcher::Outcome& outcome) {
  WaitPidResult result;
  result.pid = outcome.identity.pid;
  if (outcome.identity.start != 0 || outcome.identity.unique != 0) result.identity = to_text(outcome.identity);
  result.timed_out = !outcome.exit.has_value();
  result.exit = outcome.exit;
  result.warnings = outcome.warnings;
  if (outcome.exit && !outcome.exit->reason.empty()) result.warnings.push_back(outcome.exit->reason);
  return result;
}

std::optional<ExitStatus> kept_exit_of(const ProcessRef& ref) {
  return ref.identity && ref.containment ? read_kept_exit(*ref.containment, *ref.identity) : std::nullopt;
}

WaitAnswer to_answer(ExitWatcher::Answer answer) {
  if (const auto* ticket = std::get_if<ExitWatcher::Ticket>(&answer)) return *ticket;
  return to_result(*std::get_if<ExitWatcher::Outcome>(&answer));
}

// A job goes on after its first process, and so does its keeper, who saw that one end. nullopt: there is none to ask.
std::optional<WaitAnswer> ask_keeper(const WaitServices& services, const ProcessRef& ref,
                                     std::optional<TimePoint> deadline, const ExitWatcher::Callback& callback) {
  if (!ref.identity || !ref.containment || kept_exit_of(ref)) return std::nullopt;
  std::optional<Pin> keeper = pin_keeper(*ref.containment);
  if (!keeper) return std::nullopt;
  ExitWatcher::Answer answer =
      services.watcher.wait(std::move(*keeper), *ref.identity, deadline, callback, ExitWatcher::Teller::keeper_alone);
  if (std::holds_alternative<ExitWatcher::Ticket>(answer)) services.channels.follow(*ref.containment, *ref.identity);
  return to_answer(std::move(answer));
}

// What nobody saw the keeper may have written down, perhaps since.
ExitWatcher::Outcome with_kept_exit(ExitWatcher::Outcome outcome, const ProcessRef& ref) {
  if (!outcome.exit || outcome.exit->source != ExitSource::unknown) return outcome;
  if (const std::optional<ExitStatus> kept = kept_exit_of(ref)) outcome.exit = kept;
  return outcome;
}

// A record whose process has ended out of our sight.
Result<WaitAnswer> ended_unseen(const ProcessRef& ref, bool reused) {
  if (!ref.identity && !ref.start_time_unix_ms) return gone_error(ref.pid);
  WaitPidResult result;
  result.pid = ref.pid;
  if (ref.identity) result.identity = to_text(*ref.identity);
  result.exit = kept_exit_of(ref);
  if (result.exit) return WaitAnswer(std::move(result));
  result.exit = unknown_exit(reused ? "it ended before this wait began, and its pid was given to another process"
                                    : "it ended before this wait began, and nobody here saw how");
  result.warnings.push_back(result.exit->reason);
  return WaitAnswer(std::move(result));
}

// With no descriptor left, one look tells whether the process is there; from then on its start tells it from others.
Result<Resolved> resolve_unpinned(SpareHandles& spare, const ProcessRef& ref) {
  Result<ProcessStat> stat = spare.run([&] { return platform::read_stat(ref.pid); });
  Resolved resolved;
  resolved.judgement.verdict = Verdict::gone;
  if (!stat.ok()) {
    if (stat.error().code == "ESRCH") return resolved;
    return stat.error();
  }
  Result<std::string> boot = spare.run([] { return platform::boot_id(); });
  if (!boot.ok()) return boot.error();
  resolved.current = Identity{.boot = boot.value(), .pid = ref.pid, .start = stat.value().start};
  resolved.judgement = judge(ref, *resolved.current);
  resolved.pin = Pin{.pid = ref.pid, .pollable = false};
  return resolved;
}

bool no_descriptor_left(const Result<Resolved>& resolved) {
  return !resolved.ok() && (resolved.error().code == "EMFILE" || resolved.error().code == "ENFILE");
}

}  // namespace

ExitWatcher::Answer watch_exit(const WaitServices& services, Pin pin, const Identity& identity, const ProcessRef& ref,
                               std::optional<TimePoint> deadline, ExitWatcher::Callback callback) {
  const bool kept = ref.containment && ref.containment->keeper;
  ExitWatcher::Answer answer = services.watcher.wait(std::move(pin), identity, deadline, std::move(callback),
                                                     kept ? ExitWatcher::Teller::keeper : ExitWatcher::Teller::kernel);
  if (kept && std::holds_alternative<ExitWatcher::Ticket>(answer)) {
    services.channels.follow(*ref.containment, identity);
  }
  return answer;
}

Result<WaitAnswer> wait_pid(const WaitServices& services, const ProcessRef& ref, std::optional<Millis> timeout,
                            WaitCallback callback) {
  ExitWatcher& watcher = services.watcher;
  SpareHandles& spare = services.spare;
  if (timeout && (*timeout < Millis::zero() || *timeout > kLongestTime)) {
    return invalid_argument("timeout_ms must be a whole number from 0 to 2147483647");
  }
  std::optional<TimePoint> deadline;
  if (timeout) deadline = Clock::now() + *timeout;
  const ExitWatcher::Callback on_outcome = [callback = std::move(callback), ref](const ExitWatcher::Outcome& outcome) {
    callback(to_result(with_kept_exit(outcome, ref)));
  };
  if (auto answer = watcher.wait_for_child(ref, deadline, on_outcome)) return to_answer(*answer);
  if (ref.identity) {
    if (auto known = watcher.recall(*ref.identity)) {
      return WaitAnswer(to_result(with_kept_exit(*known, ref)));
    }
  }
  Result<Resolved> looked_up = resolve(ref);
  if (no_descriptor_left(looked_up)) looked_up = resolve_unpinned(spare, ref);
  if (!looked_up.ok()) return looked_up.error();
  Resolved& found = looked_up.value();
  const bool reused = found.judgement.verdict == Verdict::reused;
  const bool gone = reused || !found.pin;
  if (gone) {
    if (auto answer = ask_keeper(services, ref, deadline, on_outcome)) return *answer;
  }
  if (reused) return ended_unseen(ref, true);
  if (!found.pin || !found.current) {
    if (!ref.identity) {
      if (auto known = watcher.recall_latest(ref)) return WaitAnswer(to_result(*known));
    }
    if (found.pin)
      return Error{.code = code::kIdentityUnknown,
                   .op = {},
                   .pid = ref.pid,
                   .detail = "cannot identify process " + std::to_string(ref.pid)};
    return ended_unseen(ref, false);
  }
  return to_answer(watch_exit(services, std::move(*found.pin), *found.current, ref, deadline, on_outcome));
}

}  // namespace reeve
