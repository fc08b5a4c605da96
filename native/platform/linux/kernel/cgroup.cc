#include "platform/linux/kernel/cgroup.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/base/unique_handle.h"
#include "platform/linux/decode/mountinfo.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {

Result<std::string> own_cgroup_folder() {
  const Result<std::string> mounts = read_file("/proc/self/mountinfo");
  if (!mounts.ok()) return mounts.error();
  const Result<std::string> groups = read_file("/proc/self/cgroup");
  if (!groups.ok()) return groups.error();
  return linux_decode::cgroup_folder(mounts.value(), groups.value());
}

Status write_control(const std::string& path, std::string_view text) {
  const UniqueHandle file(posix::retry([&] { return open(path.c_str(), O_WRONLY | O_CLOEXEC); }));
  if (!file.valid()) return posix::last_error("open");
  const ssize_t written = posix::retry([&] { return write(file.get(), text.data(), text.size()); });
  if (written < 0) return posix::last_error("write");
  return Done{};
}

}  // namespace reeve::linux_kernel
