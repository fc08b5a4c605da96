#pragma once

#include <cstdint>
#include <optional>

#include "core/identity/process_facts.h"

namespace reeve {

// What a process has used so far, or uses now. nullopt: the system doesn't tell, or doesn't tell us.
struct Usage {
  std::optional<std::uint64_t> cpu_user_ms{};
  std::optional<std::uint64_t> cpu_system_ms{};
  std::optional<std::uint64_t> memory_kb{};
  std::optional<std::uint64_t> pss_kb{};
  std::optional<std::uint64_t> io_read_bytes{};
  std::optional<std::uint64_t> io_written_bytes{};
  std::optional<std::uint64_t> threads{};
  std::optional<std::uint64_t> voluntary_switches{};
  std::optional<std::uint64_t> involuntary_switches{};
};

struct ProcessUsage {
  ProcessStat stat{};
  Identity identity{};
  std::optional<std::uint64_t> age_ms{};
  Usage usage{};
};

struct UsageWanted {
  bool io = true;
  bool switches = false;  // Linux: one read for each thread
  bool pss = false;       // Linux: the kernel walks all of the process' memory
};

// What a job's folder has counted, the processes that have ended included.
struct FolderUsage {
  Usage usage{};
  std::uint64_t processes = 0;
};

}  // namespace reeve
