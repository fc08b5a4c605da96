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
};

// All processes, in one system call. A parent that can't be one, because it was created later (its pid is a dead
// parent's), is left out: Windows never forgets a parent's number.
Result<std::vector<TableRow>> read_process_table();

// The parent's pid, or kNoPid where it has ended.
Pid parent_of(OsHandle process, std::uint64_t start);

}  // namespace reeve::windows
