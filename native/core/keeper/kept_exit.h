#pragma once

#include <optional>

#include "core/identity/identity.h"
#include "core/spawn/containment.h"
#include "core/wait/exit_status.h"

namespace reeve {

// How this job's first process ended, by what its keeper wrote into the job's state folder. nullopt: it has none, or
// nothing is written there (yet), or of another process.
std::optional<ExitStatus> read_kept_exit(const Containment& recorded, const Identity& job);

}  // namespace reeve
