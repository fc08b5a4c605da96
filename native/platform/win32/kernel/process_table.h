#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/identity/process_facts.h"

namespace reeve::windows {

struct TableRow {
  ProcessStat stat;
  std::uint32_t threads = 0;
  std::uint64_t user_time = 0;  // in units of 100 ns, as kernel_time
  std::uint64_t kernel_time = 0;
  std::uint64_t working_set = 0;  // bytes
  std::uint64_t read_bytes = 0;
  std::uint64_t written_bytes = 0;
  std::uint64_t switches = 0;
  std::vector<ThreadFacts> thread_list{};
};

// All processes, in one system call. A parent that can't be one, because it was created later (its pid is a dead
// parent's), is left out: Windows never forgets a parent's number.
Result<std::vector<TableRow>> read_process_table(bool with_threads = false);

// The parent's pid, or kNoPid where it has ended.
Pid parent_of(OsHandle process, std::uint64_t start);

}  // namespace reeve::windows
