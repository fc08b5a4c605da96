#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/identity/pin.h"
#include "core/identity/process_facts.h"
#include "platform/linux/kernel/procfs.h"

namespace reeve::linux_kernel {

// A path below /proc/<pid>/task, built without allocation.
class ThreadPath {
 public:
  ThreadPath(Pid pid, Pid tid, const char* file);
  [[nodiscard]] const char* c_str() const { return text_; }

 private:
  char text_[96];
};

// The threads of a process, ascending. ENOENT, ESRCH: it is gone.
Result<std::vector<Pid>> list_threads(Pid pid);

// The entries of a folder of /proc that are process or thread numbers, in the kernel's order: ascending.
Result<std::vector<Pid>> list_numbers(const char* path);

void fill_from_stat(ProcessFacts& facts, linux_decode::StatLine line);

// All of it of the pinned process. nullopt: `accepts` refused it. ESRCH: it is gone.
Result<std::optional<ProcessFacts>> read_pinned_facts(const Pin& pin, const FactsWanted& wanted,
                                                      const AcceptsFacts& accepts);

}  // namespace reeve::linux_kernel
