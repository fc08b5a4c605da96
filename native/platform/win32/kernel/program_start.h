#pragma once

#include <string>

#include "core/base/result.h"
#include "core/spawn/spawn_plan.h"

namespace reeve::windows {

enum class Run { at_once, when_resumed };

struct StartedProgram {
  SpawnedProcess process;
  UniqueHandle thread{};
};

// Starts the plan's program. It is born inside the job of this name (PROC_THREAD_ATTRIBUTE_JOB_LIST; empty: none), so there
// is no moment at which it runs, or waits to be resumed, outside.
Result<StartedProgram> start_program(const SpawnPlan& plan, const std::string& folder, Run run);

}  // namespace reeve::windows
