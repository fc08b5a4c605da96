#pragma once

#include "core/base/unique_handle.h"
#include "core/identity/process_facts.h"

namespace reeve::windows {

// Arguments, environment and folder, as far as they are wanted and we may read the process' memory.
void fill_parameters(ProcessFacts& facts, OsHandle process, const FactsWanted& wanted);

}  // namespace reeve::windows
