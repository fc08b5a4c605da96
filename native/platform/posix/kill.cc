#include "platform/posix/kill.h"

#include <signal.h>

#include <cerrno>

#include "platform/posix/errors.h"

namespace reeve::posix {

Status kill_process(Pid pid, int signal) {
  if (!is_pid(pid)) return error_of(ESRCH, "kill", pid);
  if (kill(pid, signal) != 0) return last_error("kill", pid);
  return Done{};
}

Status kill_group(Pid pgid, int signal) {
  if (pgid <= 1) return error_of(EPERM, "kill", pgid);
  if (kill(-pgid, signal) != 0) return last_error("kill", pgid);
  return Done{};
}

}  // namespace reeve::posix
