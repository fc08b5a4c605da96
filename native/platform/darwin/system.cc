#include <unistd.h>

#include "core/platform.h"
#include "platform/darwin/not_built.h"
#include "platform/posix/pipe.h"

namespace reeve {

void close_handle(OsHandle handle) noexcept { close(handle); }

namespace posix {

Result<Pipe> make_pipe() { return platform::not_built(); }

}  // namespace posix

namespace platform {

std::string_view name() { return "darwin"; }
Pid own_pid() { return kNoPid; }
bool is_same_variable(std::string_view one, std::string_view other) { return one == other; }
std::vector<std::string> environment() { return {}; }
Result<UniqueHandle> open_spare() { return not_built(); }
Result<std::string> random_token() { return not_built(); }

}  // namespace platform
}  // namespace reeve
