#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"

namespace reeve::windows {

struct HandleRow {
  std::uint64_t value = 0;
  std::uint32_t access = 0;
  bool inherited = false;  // by the programs that the process starts
};

// The handles of one process, by ascending value, out of the table of all.
Result<std::vector<HandleRow>> list_handles(Pid pid);

}  // namespace reeve::windows
