#pragma once

#include "core/identity/process_ref.h"
#include "core/records/identity_check.h"
#include "core/records/process_info.h"

namespace reeve {

// ESRCH when there is none, ERR_PROCESS_REUSED when the ref names an earlier owner of the pid. A zombie is still told
// of.
Result<ProcessInfo> get_process(const ProcessRef& ref, const FactsWanted& wanted);

Result<IdentityCheck> check_identity(const ProcessRef& ref);

}  // namespace reeve
