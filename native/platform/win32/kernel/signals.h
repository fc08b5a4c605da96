#pragma once

#include "core/base/result.h"
#include "core/identity/pin.h"

namespace reeve::windows {

// Node's numbers.
inline constexpr int kHangUp = 1;
inline constexpr int kInterrupt = 2;
inline constexpr int kQuit = 3;
inline constexpr int kKill = 9;
inline constexpr int kTerminate = 15;
inline constexpr int kBreak = 21;
// Our own, for what Windows has no name for: all threads stand still.
inline constexpr int kSuspend = 19;
inline constexpr int kResume = 18;

// What a killed process' exit code is, the same as Node's. Windows keeps no other trace of a kill.
inline constexpr unsigned kKilledExitCode = 1;

// Asks a process to end, in the ways Windows has: Ctrl+Break to the console group it leads, if it shares our console,
// and the close message to its windows. ERR_UNSUPPORTED when it has neither, so that nobody waits for an answer.
Status ask_to_end(const Pin& pin);

}  // namespace reeve::windows
