#pragma once

#include <sys/types.h>

#include <cstddef>

#include "platform/darwin/kernel/spawn_request.h"

namespace reeve::darwin_kernel {

// What a forked child does before it becomes the program, worked out by the parent beforehand.
struct ChildOrders {
  const char* const* candidates = nullptr;  // files to try, null-terminated
  char* const* arguments = nullptr;
  char* const* environment = nullptr;
  const SpawnRequest* request = nullptr;  // after prepare_exec()
  const char* cwd = nullptr;
  int report = -1;  // where a ChildReport is written if it fails
  bool new_session = false;
  bool set_groups = false;
  const gid_t* groups = nullptr;
  std::size_t group_count = 0;
  bool set_gid = false;
  gid_t gid = 0;
  bool set_uid = false;
  uid_t uid = 0;
  bool set_umask = false;
  mode_t umask = 0;
  bool set_nice = false;
  int nice = 0;
};

struct ChildReport {
  int error = 0;               // errno of the step that failed
  const char* step = nullptr;  // the system call; a literal, which has the same address in parent and child
};

// The child's whole life before the new program. All signals must be blocked.
[[noreturn]] void run_child(const ChildOrders& orders);

}  // namespace reeve::darwin_kernel
