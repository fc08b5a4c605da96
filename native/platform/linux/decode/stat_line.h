#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/identity/process_facts.h"

namespace reeve::linux_decode {

// What /proc/<pid>/stat holds beyond ProcessStat (proc_pid_stat(5)).
struct StatLine {
  ProcessStat stat;
  std::uint64_t cpu_ticks = 0;   // in user mode and in the kernel
  std::uint64_t user_ticks = 0;  // in user mode alone
  std::uint64_t rss_pages = 0;
  std::uint32_t threads = 0;
  bool executed = false;  // a program since its birth: PF_FORKNOEXEC is not set
  int exit_status = 0;    // wait status word of a zombie; 0 also when we may not know
};

// nullopt when it is no such line, or not all of one.
std::optional<StatLine> parse_stat_line(std::string_view line);

// The state is the main thread's: a zombie with other threads lives on.
inline bool is_dead(const StatLine& line) { return line.stat.state == ProcessState::zombie && line.threads <= 1; }

}  // namespace reeve::linux_decode
