#pragma once

#include <cstdint>

namespace reeve {

using Pid = std::int32_t;

inline constexpr Pid kNoPid = 0;
// Of groups and sessions on a system that has none. (Linux has a group 0: that of its own threads.)
inline constexpr Pid kNoGroup = -1;

// kill() reads 0 as "my group", -1 as "everybody" and other negatives as a group; none of them may ever name a process.
constexpr bool is_pid(std::int64_t number) { return number >= 1 && number <= INT32_MAX; }

}  // namespace reeve
