#pragma once

#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/identity/protected.h"
#include "core/records/signal_result.h"

namespace reeve {

// Whether this is a number the system has a signal for; 0, which signals nobody, is none.
Status check_signal(int signal);

// Signals the process the ref names or nobody. ERR_PROTECTED_PROCESS for the first process, us and our ancestors;
// ESRCH when it has ended (a zombie has), ERR_PROCESS_REUSED, ERR_IDENTITY_UNKNOWN, and what the system refuses.
Result<SignalResult> send_signal(const ProcessRef& ref, int signal, SpareHandles& spare);

// Signals all members of a group: of the number alone, or, for a ref with an identity, of the group that this very
// process leads. ERR_PROTECTED_PROCESS for groups 0 and 1 and any that we or an ancestor of ours are in.
Result<SignalResult> send_signal_to_group(const ProcessRef& leader, int signal, SpareHandles& spare);

// Each process once, however often it is named; what one of them refuses is no reason not to ask the next.
Result<SignalManyResult> send_signal_to_many(const std::vector<ProcessRef>& refs, int signal, SpareHandles& spare);

}  // namespace reeve
