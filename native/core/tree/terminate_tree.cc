#include "core/tree/terminate_tree.h"

#include "core/platform.h"
#include "core/signal/send_signal.h"

namespace reeve {

Result<TerminationTarget> aim(const ProcessRef& ref, const TerminateOptions& options) {
  if (options.grace < Millis::zero() || options.kill_wait < Millis::zero()) {
    return invalid_argument("grace_timeout_ms and kill_timeout_ms must not be negative");
  }
  if (options.grace > kLongestTime || options.kill_wait > kLongestTime) {
    return invalid_argument("grace_timeout_ms and kill_timeout_ms must not be larger than 2147483647");
  }
  for (const int signal : {options.signal, options.kill_signal}) {
    const Status known = check_signal(signal);
    if (!known.ok()) return known.error();
  }
  if (const Status formed = check(ref.containment.value_or(Containment{})); !formed.ok()) return formed.error();
  ProtectedProcesses protected_ones = ProtectedProcesses::now();
  if (std::optional<Error> refused = protected_ones.refusal(ref.pid)) {
    // The pid on an old record may be an ancestor's by now: then the record's process is gone, and that says more.
    const Result<Resolved> found = resolve(ref);
    if (found.ok() && found.value().judgement.verdict == Verdict::reused) return reused_error(ref.pid);
    return *refused;
  }
  if (protected_ones.incomplete()) return *protected_ones.incomplete();
  Result<Resolved> resolved = resolve(ref);
  if (!resolved.ok()) return resolved.error();
  const bool on_record = ref.identity || ref.start_time_unix_ms;
  if (on_record && resolved.value().judgement.verdict == Verdict::unknown) {
    return Error{.code = code::kIdentityUnknown,
                 .op = {},
                 .pid = ref.pid,
                 .detail = "cannot tell whether process " + std::to_string(ref.pid) +
                           " is the one on record, so it was not touched"};
  }
  return TerminationTarget{
      .ref = ref, .resolved = std::move(resolved.value()), .protected_ones = std::move(protected_ones)};
}

}  // namespace reeve
