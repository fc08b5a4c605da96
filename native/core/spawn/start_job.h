#pragma once

#include <optional>

#include "core/keeper/kept_job.h"
#include "core/machine.h"
#include "core/spawn/containment.h"
#include "core/spawn/job_folder.h"
#include "core/spawn/spawn_config.h"

namespace reeve {

// A job whose first process is there. With a keeper it waits for its release; without one its program runs.
struct StartedJob {
  SpawnedProcess process;
  Containment containment{};
  JobFolder folder{};
  std::optional<PreparedJob> kept{};  // without its `process`, which stands above
  bool ends_with_us = false;
  std::vector<std::string> warnings{};
};

// Starts the plan inside the strongest containment that the config allows and this machine has.
Result<StartedJob> start_job(const Machine& machine, const SpawnConfig& config, const SpawnPlan& plan,
                             const std::string& token);

}  // namespace reeve
