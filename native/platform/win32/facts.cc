#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve::platform {

Result<ProcessFacts> read_facts(const Pin&, const FactsWanted&) { return not_built(); }

}  // namespace reeve::platform
