#pragma once

#include <cstdint>

#include "core/base/pid.h"
#include "core/base/unique_handle.h"

namespace reeve {

// Holds on to one process, so that a later question or signal can't reach another one that got its pid.
struct Pin {
  Pid pid = kNoPid;
  UniqueHandle handle{};
  bool pollable = true;  // false: the system has no waitable pin, the end has to be looked for
  // The kernel's number of the process, where the handle itself does not name one (macOS); else 0.
  std::uint64_t unique = 0;
};

}  // namespace reeve
