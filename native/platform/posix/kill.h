#pragma once

#include "core/base/result.h"

namespace reeve::posix {

// The only two places that signal by number. A pid could change hands between the look that comes before and the kill:
// callers use them only where the kernel offers nothing better, and right after that look. kill(-1) is everybody, so a
// group 1 is refused here, whoever asks.
Status kill_process(Pid pid, int signal);
Status kill_group(Pid pgid, int signal);

}  // namespace reeve::posix
