#include "platform/linux/kernel/memory_file.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

// linux/memfd.h, by hand: the C libraries we build against are older than these.
constexpr unsigned kCloseOnExec = 1;
constexpr unsigned kExecutable = 0x10;  // Linux 6.3, needed where vm.memfd_noexec is 1

UniqueHandle open_memory(const char* name, unsigned flags) {
  return UniqueHandle(static_cast<int>(syscall(SYS_memfd_create, name, flags)));
}

Result<UniqueHandle> filled(UniqueHandle file, std::string_view content) {
  if (!file.valid()) return posix::last_error("memfd_create");
  while (!content.empty()) {
    const ssize_t written = posix::retry([&] { return write(file.get(), content.data(), content.size()); });
    if (written < 0) return posix::last_error("write");
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return file;
}

}  // namespace

Result<UniqueHandle> make_memory_file(const char* name, std::string_view content) {
  return filled(open_memory(name, kCloseOnExec), content);
}

Result<UniqueHandle> make_memory_program(const char* name, std::string_view content) {
  UniqueHandle file = open_memory(name, kCloseOnExec | kExecutable);
  if (!file.valid() && errno == EINVAL) file = open_memory(name, kCloseOnExec);
  return filled(std::move(file), content);
}

}  // namespace reeve::linux_kernel
