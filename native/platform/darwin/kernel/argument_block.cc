#include "platform/darwin/kernel/argument_block.h"

#include <sys/sysctl.h>

#include <array>
#include <cerrno>
#include <memory>

#include "platform/posix/errors.h"

namespace reeve::darwin_kernel {
namespace {

constexpr int kFallbackMost = 1024 * 1024;

// The most that arguments and environment of any program may take, a constant of the running system.
std::size_t most_bytes() {
  static const std::size_t most = [] {
    std::array<int, 2> name{CTL_KERN, KERN_ARGMAX};
    int bytes = 0;
    std::size_t size = sizeof bytes;
    const bool told = sysctl(name.data(), name.size(), &bytes, &size, nullptr, 0) == 0 && bytes > 0;
    return static_cast<std::size_t>(told ? bytes : kFallbackMost);
  }();
  return most;
}

}  // namespace

Result<darwin_decode::ProcessArguments> read_arguments(Pid pid) {
  std::array<int, 3> name{CTL_KERN, KERN_PROCARGS2, pid};
  std::size_t size = most_bytes();
  const std::unique_ptr<char[]> buffer(new char[size]);  // not zeroed: a page that is not written to costs nothing
  if (sysctl(name.data(), name.size(), buffer.get(), &size, nullptr, 0) != 0) return posix::last_error("sysctl", pid);
  auto parsed = darwin_decode::parse_arguments({buffer.get(), size});
  if (!parsed) return posix::error_of(EIO, "sysctl", pid);
  return std::move(*parsed);
}

}  // namespace reeve::darwin_kernel
