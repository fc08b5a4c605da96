#include "core/keeper/state_fault.h"

namespace reeve {

std::string state_fault_text(StateFault fault, const std::string& state_dir, const std::string& why) {
  const std::string folder = "'" + state_dir + "'";
  if (fault == StateFault::in_use) return folder + " holds the state of a job that still runs";
  if (fault == StateFault::of_another_job) {
    return folder + " holds the state of another job: give each job a folder of its own";
  }
  return "cannot keep the job's state in " + folder + ": " + why;
}

}  // namespace reeve
