#pragma once

#include "core/base/result.h"

namespace reeve::posix {

// The one place where an errno becomes an Error.
Error error_of(int number, std::string_view op, Pid pid = kNoPid);
// Of the errno that the failed call just left.
Error last_error(std::string_view op, Pid pid = kNoPid);

}  // namespace reeve::posix
