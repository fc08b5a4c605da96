#pragma once

#include "keeper/linux/log_file.h"

namespace reeve::keeper {

// Carries an output of the job from its pipe to its file. While the file takes nothing (the disk is full) what was read
// waits here and the rest in the pipe: the job is held up, and nothing is lost.
class Log {
 public:
  // False, with errno.
  bool open(const LogPlan& plan, const char* name);

  // To be polled for input; -1 while there is nothing to wait for there.
  [[nodiscard]] int source() const { return waits() ? -1 : pipe_; }
  // It has something that the file did not take.
  [[nodiscard]] bool waits() const { return from_ < to_; }

  // Carries what is there, but not all day. False: the pipe is empty or at its end, or the file takes no more.
  bool carry();
  // Carries what was in the pipe when it was called, whoever goes on writing. False: the file takes no more.
  bool carry_all();

 private:
  // Reads what fits, with the time before each line if it is wanted. How much was read; 0: there is nothing.
  long fill();
  void add_times(const char* text, long length);
  bool flush();

  LogFile file_;
  int pipe_ = -1;
  bool times_ = false;
  bool at_line_start_ = true;
  char* buffer_ = nullptr;
  long from_ = 0;
  long to_ = 0;
};

}  // namespace reeve::keeper
