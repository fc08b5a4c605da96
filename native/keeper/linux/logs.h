#pragma once

#include <poll.h>

#include "keeper/linux/log.h"

namespace reeve::keeper {

struct Plan;

// The outputs of the job that its keeper writes.
class Logs {
 public:
  static constexpr int kMost = kMostLogs;
  static constexpr long kPause = 100'000'000;  // nanoseconds until a file that took nothing is tried again

  // nullptr, or the step that failed, with errno.
  const char* open(const Plan& plan);
  // What there is to wait for, written from `entries` on: always kMost entries.
  void add_to(pollfd* entries) const;
  // A file took nothing.
  [[nodiscard]] bool waiting() const;
  // Carries what became ready, and what waited.
  void serve(const pollfd* entries);
  // All that was written by now.
  void carry_all();
  // The same, once nobody of the job writes any more. A disk that is full is given some time.
  void finish();

 private:
  Log logs_[kMost];
};

}  // namespace reeve::keeper
