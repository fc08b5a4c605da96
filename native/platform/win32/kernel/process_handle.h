#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::windows {

// Opens the process that has this very pid, with all the rights we are given of those that reeve uses. ESRCH: none has.
Result<UniqueHandle> open_process(Pid pid);

// When the process was created, in units of 100 ns since 1601: unique together with the pid.
Result<std::uint64_t> creation_time(OsHandle process, Pid pid);

struct CpuTime {
  std::uint64_t start = 0;
  std::uint64_t used = 0;  // user and kernel, in units of 100 ns
};
Result<CpuTime> cpu_time(OsHandle process, Pid pid);

// Of these units.
inline constexpr std::uint64_t kUnitsPerMilli = 10'000;

std::uint64_t now();

}  // namespace reeve::windows
