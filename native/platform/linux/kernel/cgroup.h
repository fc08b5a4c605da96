#pragma once

#include <string>

#include "core/base/result.h"

namespace reeve::linux_kernel {

// The folder of this process' own cgroup in the cgroup v2 tree, wherever that is mounted: /sys/fs/cgroup on a unified
// system, often /sys/fs/cgroup/unified on a hybrid one.
Result<std::string> own_cgroup_folder();

}  // namespace reeve::linux_kernel
