#pragma once

#include <sys/types.h>

namespace reeve::linux_kernel {

// How far the child came. The parent reads it after the start: `born` together with a SIGKILL means that no instruction
// of ours ran (the kernel killed it at birth), so another try is safe.
enum class ChildStage : int { born, prepared, executing };

// What the child does between its birth and the new program, worked out by the parent beforehand. The child shares the
// parent's memory, so it reads this in place and reports into it.
struct ChildOrders {
  const char* const* candidates = nullptr;  // files to try, null-terminated
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const char* cwd = nullptr;
  int streams[3] = {-1, -1, -1};
  int folder_procs = -1;  // cgroup.procs to join by writing to it, or -1
  bool new_session = false;
  bool set_groups = false;
  const gid_t* groups = nullptr;
  size_t group_count = 0;
  bool set_gid = false;
  gid_t gid = 0;
  bool set_uid = false;
  uid_t uid = 0;
  bool set_umask = false;
  mode_t umask = 0;
  bool set_nice = false;
  int nice = 0;

  volatile ChildStage stage = ChildStage::born;
  volatile int error = 0;               // errno of the step that failed
  const char* volatile step = nullptr;  // the system call that failed
};

// The child's whole life before the new program. Returns only never: it ends in exec or _exit.
int run_child(void* orders);

}  // namespace reeve::linux_kernel
