#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/identity/process_facts.h"

namespace reeve::linux_kernel {

// A path below /proc, built without allocation.
class ProcPath {
 public:
  ProcPath(Pid pid, const char* file);
  [[nodiscard]] const char* c_str() const { return text_; }

 private:
  char text_[64];
};

// The whole file. ESRCH when the process is gone, for which /proc says ENOENT at the open and ESRCH at the read, or when
// /proc hides it from us (hidepid).
Result<std::string> read_proc(Pid pid, const char* file);
Result<std::string> read_file(const char* path);

// What /proc/<pid>/stat holds beyond ProcessStat (proc_pid_stat(5)).
struct StatLine {
  ProcessStat stat;
  std::uint64_t cpu_ticks = 0;
  std::uint64_t rss_pages = 0;
  std::uint32_t threads = 0;
  int exit_status = 0;  // wait status word of a zombie; 0 also when we may not know
};

// The state is the main thread's: a zombie with other threads lives on.
inline bool is_dead(const StatLine& line) { return line.stat.state == ProcessState::zombie && line.threads <= 1; }

std::optional<StatLine> parse_stat_line(std::string_view line);
Result<StatLine> read_stat_line(Pid pid);
// Of the process whose /proc folder is held open.
Result<StatLine> read_stat_line_at(int folder, Pid pid);

// The process' effective user, also of a zombie: the owner of its /proc folder. Reading `status` for it would cost more
// than all other reads together.
std::optional<std::uint32_t> owner_of(Pid pid);

std::uint64_t ticks_per_second();

}  // namespace reeve::linux_kernel
