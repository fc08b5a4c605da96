#include <fcntl.h>
#include <unistd.h>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::platform {

Pid own_pid() { return getpid(); }

bool is_same_variable(std::string_view one, std::string_view other) { return one == other; }

Result<UniqueHandle> open_spare() {
  UniqueHandle spare(posix::retry([] { return open("/dev/null", O_RDONLY | O_CLOEXEC); }));
  if (!spare.valid()) return posix::last_error("open");
  return spare;
}

}  // namespace reeve::platform
