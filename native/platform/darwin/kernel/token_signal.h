#pragma once

#include "core/base/pid.h"
#include "platform/darwin/kernel/unique_id.h"

namespace reeve::darwin_kernel {

enum class TokenSignal {
  sent,
  no_such,      // no living process has this pid and this version
  refused,      // errno says why
  unavailable,  // this system has no such call
};

// Signals the process only if it has this pid and this version, checked by the kernel while it holds the process:
// proc_signal_with_audittoken() of libproc.h, which the SDK of macOS 15 has and that of 13 has not.
TokenSignal signal_by_token(Pid pid, const UniqueId& id, int signal);

}  // namespace reeve::darwin_kernel
