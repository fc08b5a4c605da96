#include "core/platform.h"
#include "platform/darwin/not_built.h"

namespace reeve::platform {

std::optional<ExitStatus> reap(const Pin&) { return unknown_exit(kNotBuilt); }
std::optional<ExitStatus> read_exit(const Pin&) { return std::nullopt; }
ExitStatus read_zombie_exit(const Pin&) { return unknown_exit(kNotBuilt); }

}  // namespace reeve::platform
