#include "platform/posix/own_names.h"

#include <array>
#include <csignal>

namespace reeve::posix {
namespace {

constexpr auto kSignals = std::to_array<NumberName>({{SIGSTKFLT, "SIGSTKFLT"}, {SIGPWR, "SIGPWR"}});

}  // namespace

std::span<const NumberName> own_errors() { return {}; }

std::span<const NumberName> own_signals() { return kSignals; }

// Not constants: the C library keeps the lowest for itself.
RealTimeSignals real_time_signals() { return {.first = SIGRTMIN, .last = SIGRTMAX}; }

}  // namespace reeve::posix
