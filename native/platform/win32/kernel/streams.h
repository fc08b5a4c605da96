#pragma once

#include <array>
#include <vector>

#include "core/spawn/spawn_plan.h"

namespace reeve::windows {

// The handles a child gets as its standard streams, which it may inherit, and our ends of the pipes among them.
struct Streams {
  std::array<UniqueHandle, kStreamCount> child_ends{};
  std::array<UniqueHandle, kStreamCount> parent_ends{};
};

Result<Streams> open_streams(const std::array<StreamPlan, kStreamCount>& plans);

}  // namespace reeve::windows
