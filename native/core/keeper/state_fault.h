#pragma once

#include <string>

namespace reeve {

// What is wrong with the folder that a job's state was to be kept in.
enum class StateFault { in_use, of_another_job, other };

// The detail of the error, in the same words on every system. `why` is the system's own, for all others.
std::string state_fault_text(StateFault fault, const std::string& state_dir, const std::string& why);

}  // namespace reeve
