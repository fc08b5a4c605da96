#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/spawn/job_limits.h"

namespace reeve::linux_kernel {

// Writes the limits into the files of a fresh cgroup. Those that can't be kept here, each with the reason.
Result<std::vector<std::string>> write_limits(const std::string& cgroup, const JobLimits& limits);

}  // namespace reeve::linux_kernel
