#pragma once

#include <sys/types.h>

namespace reeve::linux_kernel {

// How far the child came. The parent reads it after the start: `born` together with a SIGKILL means that no instruction
// of ours ran (the kernel killed it at birth), so another try is safe.
enum class ChildStage : int { born, prepared, executing };

inline constexpr int kMostPassed = 9;
// How a child ends that did not get to its program.
inline constexpr int kExitExecFailed = 127;

// Whoever starts a child may have a say while it is one of ours: called in the child, with its restrictions.
struct ChildHooks {
  void* context = nullptr;
  // Before anything of the job's is done but its group or session. False: the start fails with errno.
  bool (*prepared)(void* context) = nullptr;
  // The next step is the program. False: the start fails with errno.
  bool (*executing)(void* context) = nullptr;
  // The program could not be executed after `executing` said it would.
  void (*failed)(void* context) = nullptr;
};

// What the child does between its birth and the new program, worked out by the parent beforehand. The child shares the
// parent's memory, so it reads this in place and reports into it.
struct ChildOrders {
  const char* const* candidates = nullptr;  // files to try, null-terminated
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const char* cwd = nullptr;
  int program = -1;  // executed instead of the candidates, by descriptor; closed by that
  int streams[3] = {-1, -1, -1};
  int passed[kMostPassed] = {};  // descriptors that the program gets as 3, 4, ... in this order
  int passed_count = 0;
  int kept = 0;                // how many from 3 on stay open up to exec; theirs is to be closed by it
  int folder_procs = -1;       // cgroup.procs to join by writing to it, or -1
  bool keeps_signals = false;  // the parent's are all at their defaults already
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
  const ChildHooks* hooks = nullptr;

  volatile ChildStage stage = ChildStage::born;
  volatile int error = 0;               // errno of the step that failed
  const char* volatile step = nullptr;  // the system call that failed
};

// The child's whole life before the new program. Returns only never: it ends in exec or _exit.
int run_child(void* orders);

}  // namespace reeve::linux_kernel
