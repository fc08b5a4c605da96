#pragma once

#include <cstdint>

#include "core/keeper/protocol.h"

// What a launcher tells a keeper on Windows, besides the words of core/keeper/protocol.h. Handles are numbers of the
// keeper's own table; 0: none. In this order: the plan, its `prepared`; the go, its `running`.
namespace reeve::windows {

// Followed by the state folder's path: path_length units of UTF-16.
struct KeeperPlan {
  std::uint32_t version = keeper::kVersion;
  std::uint32_t flags = 0;  // keeper::kProbe, keeper::kEndWithParent
  std::uint64_t job = 0;
  std::uint64_t launcher = 0;  // only for a job that ends with it
  // The job's first process, which stands still inside the job, and its thread.
  std::uint64_t process = 0;
  std::uint64_t thread = 0;
  std::uint32_t pid = 0;
  std::uint32_t path_length = 0;  // 0: no state folder
};

// The longest path that Windows knows, with the names of the files in it.
inline constexpr std::uint32_t kLongestPath = 32767;
inline constexpr std::uint32_t kRoomForName = 32;

}  // namespace reeve::windows
