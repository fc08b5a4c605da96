#pragma once

#include <cstdint>

#include "core/base/pid.h"
#include "core/inventory/process_usage.h"

namespace reeve::linux_kernel {

// /proc/<pid>/io: what was read from and written to storage. Only for those who may trace the process.
void fill_io(Usage& usage, Pid pid);
// The context switches of all its threads. The file of the process itself counts its main thread only.
void fill_switches(Usage& usage, Pid pid);
// /proc/<pid>/smaps_rollup (Linux 4.14). Takes the process' memory lock and walks all of its memory.
void fill_pss(Usage& usage, Pid pid);

}  // namespace reeve::linux_kernel
