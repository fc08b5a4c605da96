#pragma once

#include <string>
#include <string_view>

#include "core/base/pid.h"

namespace reeve {

// Codes of reeve's own; every other code is the system's name of its error number (ESRCH, EPERM, ...).
namespace code {
inline constexpr std::string_view kInvalidArgument = "ERR_INVALID_ARG";
inline constexpr std::string_view kProcessReused = "ERR_PROCESS_REUSED";
inline constexpr std::string_view kProtectedProcess = "ERR_PROTECTED_PROCESS";
inline constexpr std::string_view kIdentityUnknown = "ERR_IDENTITY_UNKNOWN";
inline constexpr std::string_view kUnsupported = "ERR_UNSUPPORTED";
inline constexpr std::string_view kProcessEnded = "ERR_PROCESS_ENDED";
inline constexpr std::string_view kTimedOut = "ERR_TIMED_OUT";
}  // namespace code

// A refused or failed operation. `code` and `op` always point at string literals.
struct Error {
  std::string_view code;
  int os = 0;            // the system's own positive error number; 0 when reeve refused by itself
  std::string_view op;   // the system call that failed; empty when none was made
  Pid pid = kNoPid;      // the process it was about; kNoPid when about none
  std::string detail{};  // replaces the standard sentence where more is known
};

Error invalid_argument(std::string detail);
Error unsupported(std::string detail);

// One sentence for people: what failed, for which process, why, and what to do next where that is known.
std::string message_of(const Error& error);

}  // namespace reeve
