#pragma once

#include <cstdint>

#include "core/base/result.h"

namespace reeve::darwin_kernel {

// What the kernel tells one process from all others of a boot by.
struct UniqueId {
  std::uint64_t unique = 0;  // p_uniqueid: never given twice in a boot, kept by exec
  int version = 0;           // p_idversion: changed by each exec
};

// Of the process that has this pid, dying and dead ones included; anybody may ask of any process. ESRCH when none has.
Result<UniqueId> read_unique(Pid pid);

}  // namespace reeve::darwin_kernel
