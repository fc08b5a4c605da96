#pragma once

#include "core/keeper/protocol.h"
#include "platform/linux/kernel/child.h"

namespace reeve::keeper {

// A start as the launcher worked it out, read in place from the file that it passed.
struct Plan {
  PlanHeader header{};
  linux_kernel::ChildOrders orders{};
  const char* cgroup = nullptr;  // its path; nullptr: none
  const char* log_names[kMostLogs] = {};
  const char* failed_step = nullptr;

  // False, with failed_step and errno, when it can't be read. Lives until release().
  bool read();
  // Gives the memory back: a keeper lives as long as its job.
  void release();

 private:
  bool divide();

  char* text_ = nullptr;
  char** pointers_ = nullptr;
  unsigned long pointer_bytes_ = 0;
};

}  // namespace reeve::keeper
