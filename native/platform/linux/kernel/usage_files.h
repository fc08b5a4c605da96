#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/pid.h"
#include "core/inventory/process_usage.h"

namespace reeve::linux_kernel {

// The number that stands behind this label at the start of a line: "read_bytes: 4096", "usage_usec 12".
std::optional<std::uint64_t> number_of_line(std::string_view text, std::string_view label);

// The sum of what stands behind `label` anywhere ("rbytes=4096"), for the lines of a cgroup's io.stat.
std::uint64_t sum_of_words(std::string_view text, std::string_view label);

// /proc/<pid>/io: what was read from and written to storage. Only for those who may trace the process.
void fill_io(Usage& usage, Pid pid);
// The context switches of all its threads. The file of the process itself counts its main thread only.
void fill_switches(Usage& usage, Pid pid, std::uint64_t threads);
// /proc/<pid>/smaps_rollup (Linux 4.14). Takes the process' memory lock and walks all of its memory.
void fill_pss(Usage& usage, Pid pid);

}  // namespace reeve::linux_kernel
