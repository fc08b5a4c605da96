#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/identity/process_facts.h"

namespace reeve::darwin_kernel {

// One entry of the kernel's process table (sysctl KERN_PROC), which anybody may read of any process, dead ones that
// nobody has reaped included.
struct ProcessRecord {
  ProcessStat stat;
  int status = 0;         // p_stat
  std::uint32_t uid = 0;  // effective
  int exit_word = 0;      // as the wait calls tell it; means something once the process has ended
};

// ESRCH when no process has this pid.
Result<ProcessRecord> read_record(Pid pid);
Result<std::vector<ProcessRecord>> list_records();

}  // namespace reeve::darwin_kernel
