#pragma once

#include <cstdint>

#include "core/base/result.h"

namespace reeve::windows {

// The one place where a Win32 error number becomes an Error.
Error error_of(std::uint32_t number, std::string_view op, Pid pid = kNoPid);
// Of what GetLastError says of the call that just failed.
Error last_error(std::string_view op, Pid pid = kNoPid);
// NtQuery... and its kin answer with a status instead.
Error status_error(std::int32_t status, std::string_view op, Pid pid = kNoPid);

}  // namespace reeve::windows
