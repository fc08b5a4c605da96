#pragma once

#include <array>

#include "core/keeper/kept_job.h"
#include "core/keeper/protocol.h"
#include "platform/linux/kernel/child.h"
#include "platform/linux/kernel/keeper_logs.h"

namespace reeve::linux_kernel {

// What a keeper is passed besides its job's streams and the plan; those that are valid.
struct PassedDescriptors {
  UniqueHandle channel{};
  UniqueHandle state_folder{};
  UniqueHandle cgroup_folder{};
  UniqueHandle parent{};
  std::array<KeeperLog, keeper::kMostLogs> logs{};
};

// Places them in the keeper's orders and their numbers in the plan's header. The plan's own place is left open.
void pass(const PassedDescriptors& passed, ChildOrders& keeper, keeper::PlanHeader& header);

// Writes a plan to a file in memory. `header` holds what isn't in the orders.
Result<UniqueHandle> write_plan(keeper::PlanHeader header, const ChildOrders& job, const KeeperOrders& orders,
                                const std::array<KeeperLog, keeper::kMostLogs>& logs);

}  // namespace reeve::linux_kernel
