#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/pipe.h"
#include "platform/posix/retry.h"
#include "platform/posix/token.h"

extern "C" char** environ;

namespace reeve {

void close_handle(OsHandle handle) noexcept {
  // Linux frees the number even when close() reports EINTR, so it is never repeated (close(2)).
  close(handle);
}

namespace posix {

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return last_error("pipe2");
  return Pipe{UniqueHandle(ends[0]), UniqueHandle(ends[1])};
}

}  // namespace posix

namespace platform {

std::string_view name() { return "linux"; }

Result<std::string> random_token() {
  std::array<unsigned char, posix::kTokenBytes> bytes{};
  // The call itself, because glibc before 2.25 has no getrandom().
  const long size = posix::retry([&] { return syscall(SYS_getrandom, bytes.data(), bytes.size(), 0U); });
  if (size != static_cast<long>(bytes.size())) return posix::last_error("getrandom");
  return posix::to_token(bytes);
}

std::vector<std::string> environment() {
  std::vector<std::string> entries;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) entries.emplace_back(*entry);
  return entries;
}

}  // namespace platform
}  // namespace reeve
