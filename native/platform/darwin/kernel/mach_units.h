#pragma once

#include <cstdint>

namespace reeve::darwin_kernel {

// PROC_PIDTASKINFO counts in units of mach_absolute_time(), which are nanoseconds on Intel and 41.67 of them on Apple
// silicon.
std::uint64_t mach_to_ms(std::uint64_t units);

}  // namespace reeve::darwin_kernel
