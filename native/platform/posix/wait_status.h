#pragma once

#include "core/wait/exit_status.h"

namespace reeve::posix {

// What the status word of the wait calls says. macOS reports the same word through kqueue and in its process table.
ExitStatus exit_of_word(int word, ExitSource source);

}  // namespace reeve::posix
