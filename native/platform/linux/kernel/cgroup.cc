#include "platform/linux/kernel/cgroup.h"

#include "platform/linux/decode/mountinfo.h"
#include "platform/linux/kernel/procfs.h"

namespace reeve::linux_kernel {

Result<std::string> own_cgroup_folder() {
  const Result<std::string> mounts = read_file("/proc/self/mountinfo");
  if (!mounts.ok()) return mounts.error();
  const Result<std::string> groups = read_file("/proc/self/cgroup");
  if (!groups.ok()) return groups.error();
  return linux_decode::cgroup_folder(mounts.value(), groups.value());
}

}  // namespace reeve::linux_kernel
