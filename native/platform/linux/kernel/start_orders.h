#pragma once

#include <string>
#include <vector>

#include "core/spawn/spawn_plan.h"
#include "platform/linux/kernel/child.h"
#include "platform/posix/streams.h"

namespace reeve::linux_kernel {

// A plan in the form that a child between clone and exec can read: owns what the orders point at.
class StartOrders {
 public:
  StartOrders(const SpawnPlan& plan, const posix::OpenStreams& streams);
  StartOrders(const StartOrders&) = delete;
  StartOrders& operator=(const StartOrders&) = delete;

  ChildOrders child{};

 private:
  std::vector<std::string> files_;
  std::vector<char*> candidates_;
  std::vector<char*> arguments_;
  std::vector<char*> environment_;
};

// Returns once exec has laid out the new program's name, arguments and environment.
void await_program(const Pin& child);

}  // namespace reeve::linux_kernel
