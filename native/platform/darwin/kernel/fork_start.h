#pragma once

#include "core/base/result.h"
#include "core/spawn/spawn_plan.h"
#include "platform/darwin/kernel/forked_child.h"

namespace reeve::darwin_kernel {

// Forks a child that carries out the orders, and returns once the new program runs or the reason why it does not is
// known; nothing is left of a child that failed. The cost grows with this program's memory, so this is only for what
// posix_spawn can't do. A child that somebody kills before its program counts as started.
Result<Pid> start_forked(ChildOrders orders, const SpawnPlan& plan);

}  // namespace reeve::darwin_kernel
