#include "platform/posix/own_names.h"

#include <csignal>

#include "platform/linux/kernel/own_signals.h"

namespace reeve::posix {

std::span<const NumberName> own_errors() { return {}; }

std::span<const NumberName> own_signals() { return linux_kernel::kOwnSignals; }

// Not constants: the C library keeps the lowest for itself.
RealTimeSignals real_time_signals() { return {.first = SIGRTMIN, .last = SIGRTMAX}; }

}  // namespace reeve::posix
