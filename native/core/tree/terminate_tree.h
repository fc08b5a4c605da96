#pragma once

#include "core/tree/termination.h"

namespace reeve {

// Looks up and pins what is to be ended. Refuses us, our ancestors and the first process of the system; a process that
// has the pid but can't be told from the one on record; and options no system knows.
Result<TerminationTarget> aim(const ProcessRef& ref, const TerminateOptions& options);

}  // namespace reeve
