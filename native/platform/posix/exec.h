#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/spawn/spawn_plan.h"

namespace reeve::posix {

// C's view of a list of strings, null-terminated. The strings stay the caller's.
std::vector<char*> pointers_to(const std::vector<std::string>& strings);

// Why a start failed, with a sentence that tells a missing command from a missing directory. `step` is the system call
// that failed.
Error start_error(const SpawnPlan& plan, int number, std::string_view step);

}  // namespace reeve::posix
