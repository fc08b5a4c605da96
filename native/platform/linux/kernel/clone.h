#pragma once

#include "core/base/result.h"
#include "core/identity/pin.h"
#include "platform/linux/kernel/child.h"

namespace reeve::linux_kernel {

// Starts run_child(orders) as vfork would: in the caller's memory, on a stack of its own, with the caller's thread held
// until the new program runs or the child is dead. The cost doesn't depend on the caller's memory size.
// `folder`: a cgroup's descriptor to be born inside (Linux 5.7), or -1.
Result<Pin> clone_child(ChildOrders& orders, int folder);

// Waits for a child that failed before its program, and reaps it. Short: it is on its way out already.
void await_end(const Pin& child);

}  // namespace reeve::linux_kernel
