#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <climits>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::platform {

Pid own_pid() { return getpid(); }

Result<std::string> absolute_path(const std::string& path) {
  if (path.starts_with('/')) return path;
  // By what the folder is called now. Names are not put together any further: the system goes by links, not by names.
  std::array<char, PATH_MAX> folder{};
  if (getcwd(folder.data(), folder.size()) == nullptr) return posix::last_error("getcwd");
  return std::string(folder.data()) + "/" + path;
}

bool is_same_variable(std::string_view one, std::string_view other) { return one == other; }

Result<UniqueHandle> open_spare() {
  UniqueHandle spare(posix::retry([] { return open("/dev/null", O_RDONLY | O_CLOEXEC); }));
  if (!spare.valid()) return posix::last_error("open");
  return spare;
}

}  // namespace reeve::platform
