#pragma once

#include <array>
#include <csignal>

#include "platform/posix/signal_names.h"

namespace reeve::linux_kernel {

// The signals that no other system has.
inline constexpr auto kOwnSignals = std::to_array<posix::NumberName>({{SIGSTKFLT, "SIGSTKFLT"}, {SIGPWR, "SIGPWR"}});

}  // namespace reeve::linux_kernel
