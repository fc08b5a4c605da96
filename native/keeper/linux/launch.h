#pragma once

#include "core/keeper/protocol.h"
#include "keeper/linux/plan.h"
#include "keeper/linux/state_files.h"

namespace reeve::keeper {

// The start of the job's first process, in two steps: it is born, introduces itself to the launcher and waits; once the
// launcher has written down who it is, it executes the program. So no program ever runs that nobody knows of, and
// whoever of the three dies on the way, nothing is left of it.
class Launch {
 public:
  Launch(Plan& plan, StateFiles& files) : plan_(plan), files_(files) {}

  // Returns when the program runs. False, with errno and failed_step: it doesn't.
  bool run();
  // Gives back what only the start needed.
  void release();

  [[nodiscard]] int pid() const { return pid_; }
  [[nodiscard]] const char* identity() const { return identity_; }
  [[nodiscard]] const char* failed_step() const { return failed_step_; }

 private:
  static bool on_prepared(void* launch);
  static bool on_executing(void* launch);
  static void on_failed(void* launch);
  bool introduce();
  bool take_go(const char* buffer, long size);
  bool still_kept();

  Plan& plan_;
  StateFiles& files_;
  int pid_ = -1;
  long keeper_ = 0;
  char* memory_ = nullptr;
  char* buffer_ = nullptr;
  char identity_[kMostIdentity + 1] = {};
  const char* failed_step_ = nullptr;
};

}  // namespace reeve::keeper
