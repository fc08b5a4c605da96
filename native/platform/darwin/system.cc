#include <crt_externs.h>
#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/pipe.h"
#include "platform/posix/token.h"

namespace reeve {

void close_handle(OsHandle handle) noexcept {
  // The number is free also when close() reports EINTR, and may be another thread's by now, so it is never repeated.
  close(handle);
}

namespace posix {

// macOS has no pipe2(): a program that another thread starts at this very moment without closing what it does not know
// may inherit the ends.
Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return last_error("pipe");
  Pipe made{UniqueHandle(ends[0]), UniqueHandle(ends[1])};
  for (const int end : ends) {
    if (fcntl(end, F_SETFD, FD_CLOEXEC) == -1) return last_error("fcntl");
  }
  return made;
}

}  // namespace posix

namespace platform {

std::string_view name() { return "darwin"; }

Result<std::string> random_token() {
  std::array<unsigned char, posix::kTokenBytes> bytes{};
  if (getentropy(bytes.data(), bytes.size()) != 0) return posix::last_error("getentropy");
  return posix::to_token(bytes);
}

std::vector<std::string> environment() {
  std::vector<std::string> entries;
  // A shared library has no `environ` of its own here (environ(7)).
  char** const first = *_NSGetEnviron();
  for (char** entry = first; entry != nullptr && *entry != nullptr; ++entry) entries.emplace_back(*entry);
  return entries;
}

}  // namespace platform
}  // namespace reeve
