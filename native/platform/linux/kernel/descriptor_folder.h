#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/base/pid.h"
#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::linux_kernel {

// The /proc/<pid>/fd of a process, held open. ESRCH when it is gone, EACCES when we may not look.
class DescriptorFolder {
 public:
  static Result<DescriptorFolder> open(Pid pid);
  // Of one of its threads, which may have a table of its own (unshare(CLONE_FILES)), or have the only one left.
  static Result<DescriptorFolder> open_of_thread(Pid pid, Pid tid);

  // Calls `take` with each number and what it leads to, bytes, valid during the call. EACCES when we may see the numbers
  // and not where they lead, which root without CAP_SYS_PTRACE meets.
  Status read(const std::function<void(int descriptor, std::string_view target)>& take) const;
  [[nodiscard]] int get() const { return folder_.get(); }

 private:
  explicit DescriptorFolder(UniqueHandle folder) : folder_(std::move(folder)) {}

  static Result<DescriptorFolder> open_path(const char* path, Pid pid);
  [[nodiscard]] Error refusal() const;

  UniqueHandle folder_;
};

// Calls `look` with each thread but the main one until it answers true.
Status each_other_thread(Pid pid, const std::function<bool(Pid tid)>& look);

// Whether this descriptor of the process, or of one of its threads where the main one has ended, leads to this socket.
bool leads_to_socket(Pid pid, int descriptor, std::uint64_t inode);

}  // namespace reeve::linux_kernel
