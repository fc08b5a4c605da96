#pragma once

#include <array>
#include <string>

#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/keeper/protocol.h"
#include "core/spawn/spawn_plan.h"
#include "platform/posix/streams.h"

namespace reeve::linux_kernel {

// An output that the keeper writes to files; one without a pipe is none.
struct KeeperLog {
  keeper::LogPlan plan{};
  UniqueHandle pipe{};    // its reading end
  UniqueHandle folder{};  // of the file
  std::string name{};     // of the file in it
};

// A job's streams, and those of its outputs that the keeper has to write.
struct KeptStreams {
  posix::OpenStreams open{};
  std::array<KeeperLog, keeper::kMostLogs> logs{};
};

// As posix::open_streams(); an output that is a log becomes a pipe. Two that go to one file have one, so that their
// order is kept.
Result<KeptStreams> open_kept_streams(const std::array<StreamPlan, kStreamCount>& plans);

// Why this file can't be a log.
Error log_error(const std::string& path, int number);

}  // namespace reeve::linux_kernel
