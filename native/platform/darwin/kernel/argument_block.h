#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "platform/darwin/decode/arguments.h"

namespace reeve::darwin_kernel {

// A process' arguments and environment. EINVAL for another user's process and for a dead one. Of programs that System
// Integrity Protection guards (those in /bin and /usr/bin among them) the kernel keeps the environment to itself.
Result<darwin_decode::ProcessArguments> read_arguments(Pid pid);

}  // namespace reeve::darwin_kernel
