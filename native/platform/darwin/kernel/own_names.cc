#include "platform/posix/own_names.h"

#include <array>
#include <cerrno>
#include <csignal>

namespace reeve::posix {
namespace {

constexpr auto kErrors = std::to_array<NumberName>({
    {ENOTSUP, "ENOTSUP"},
    {EAUTH, "EAUTH"},
    {EBADEXEC, "EBADEXEC"},
    {EBADARCH, "EBADARCH"},
    {ESHLIBVERS, "ESHLIBVERS"},
    {EBADMACHO, "EBADMACHO"},
});
constexpr auto kSignals = std::to_array<NumberName>({{SIGEMT, "SIGEMT"}, {SIGINFO, "SIGINFO"}});

}  // namespace

std::span<const NumberName> own_errors() { return kErrors; }

std::span<const NumberName> own_signals() { return kSignals; }

RealTimeSignals real_time_signals() { return {}; }

}  // namespace reeve::posix
