#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "platform/linux/decode/stat_line.h"

namespace reeve::linux_kernel {

// A path below /proc, built without allocation.
class ProcPath {
 public:
  ProcPath(Pid pid, std::string_view file);
  [[nodiscard]] const char* c_str() const { return text_; }

 private:
  char text_[64];
};

// The whole file. ESRCH when the process is gone, for which /proc says ENOENT at the open and ESRCH at the read, or when
// /proc hides it from us (hidepid).
Result<std::string> read_proc(Pid pid, const char* file);
Result<std::string> read_file(const char* path);
// Below a folder that is held open; of a file that is one record (single_open() of the kernel), as fdinfo is: a read that
// stops early was at its end.
Result<std::string> read_record_at(int folder, const char* name);
// cmdline or environ, which are bytes of the process' own memory: a read stops early only at their end
// (get_mm_cmdline() and environ_read() in fs/proc/base.c), and one more would only take the memory's lock again.
Result<std::string> read_proc_memory(Pid pid, const char* file);

Result<linux_decode::StatLine> read_stat_line(Pid pid);
// Of the process whose /proc folder is held open.
Result<linux_decode::StatLine> read_stat_line_at(int folder, Pid pid);

// The process' effective user, also of a zombie: the owner of its /proc folder. Reading `status` for it would cost more
// than all other reads together.
std::optional<std::uint32_t> owner_of(Pid pid);

std::uint64_t ticks_per_second();

}  // namespace reeve::linux_kernel
