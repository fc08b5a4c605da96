#pragma once

#include <array>

#include "core/base/result.h"
#include "core/spawn/spawn_plan.h"

namespace reeve::posix {

// The descriptors behind a child's standard streams, every one close-on-exec.
struct OpenStreams {
  std::array<int, kStreamCount> child{-1, -1, -1};       // what the child gets as 0, 1, 2
  std::array<UniqueHandle, kStreamCount> owned{};        // those of them made for this start
  UniqueHandle null_device{};                            // /dev/null, where a stream is ignored
  std::array<UniqueHandle, kStreamCount> parent_ends{};  // the parent's ends of pipes
};

// Files open relative to the caller's working directory, not the child's. Never blocks: a FIFO without a reader is
// ENXIO instead of a stalled event loop.
Result<OpenStreams> open_streams(const std::array<StreamPlan, kStreamCount>& plans);

}  // namespace reeve::posix
