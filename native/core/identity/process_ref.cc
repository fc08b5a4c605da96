#include "core/identity/process_ref.h"

#include <cstdlib>

#include "core/platform.h"

namespace reeve {
namespace {

// Start times of other programs are whole seconds counted from a whole-second boot time, so two seconds off is equal.
constexpr std::int64_t kStartTimeTolerance = 2000;

}  // namespace

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::reused:
      return "reused";
    case Verdict::gone:
      return "gone";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string_view to_text(Basis basis) {
  switch (basis) {
    case Basis::identity:
      return "identity";
    case Basis::start_time:
      return "start_time";
    case Basis::none:
      break;
  }
  return "none";
}

Judgement judge(const ProcessRef& ref, const Identity& current) {
  // A process that hidepid hides has no readable start; without a number of its own nothing tells it from another.
  const bool comparable = current.start != 0 || current.unique != 0;
  if (ref.identity) {
    if (!comparable) return {.verdict = Verdict::unknown, .basis = Basis::none};
    const bool same = compare(*ref.identity, current) == Sameness::same;
    return {.verdict = same ? Verdict::same : Verdict::reused, .basis = Basis::identity};
  }
  if (ref.start_time_unix_ms && current.start != 0) {
    const std::int64_t difference = *ref.start_time_unix_ms - platform::start_time_unix_ms(current.start);
    const bool same = std::llabs(difference) <= kStartTimeTolerance;
    return {.verdict = same ? Verdict::same : Verdict::reused, .basis = Basis::start_time};
  }
  return {.verdict = Verdict::unknown, .basis = Basis::none};
}

Result<Resolved> resolve(const ProcessRef& ref) {
  Resolved resolved;
  resolved.judgement.verdict = Verdict::gone;
  Result<Pin> pin = platform::open_pin(ref.pid);
  if (!pin.ok()) {
    if (pin.error().code == "ESRCH") return resolved;
    return pin.error();
  }
  Result<Identity> current = platform::read_identity(pin.value());
  if (current.ok()) {
    resolved.judgement = judge(ref, current.value());
    resolved.zombie = platform::has_ended(pin.value());
    resolved.current = std::move(current.value());
  } else if (current.error().code == "ESRCH") {
    return resolved;
  } else {
    resolved.judgement.verdict = Verdict::unknown;
  }
  resolved.pin = std::move(pin.value());
  if (resolved.zombie && resolved.judgement.verdict != Verdict::reused) resolved.judgement.verdict = Verdict::gone;
  return resolved;
}

Error reused_error(Pid pid) {
  return Error{.code = code::kProcessReused,
               .op = {},
               .pid = pid,
               .detail = "pid " + std::to_string(pid) +
                         " now belongs to another process than the one on record, which has ended; nothing was done"};
}

Error gone_error(Pid pid) {
  return Error{.code = "ESRCH", .op = {}, .pid = pid, .detail = "no process has the pid " + std::to_string(pid)};
}

}  // namespace reeve
