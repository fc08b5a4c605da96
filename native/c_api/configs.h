#pragma once

#include <optional>

#include "c_api/exported.h"
#include "core/base/clock.h"
#include "core/identity/process_ref.h"
#include "core/spawn/spawn_config.h"
#include "core/tree/termination.h"

namespace reeve::c_api {

// Readers of what a caller gives in. They take the caller's word for pointers and nothing else; numbers are checked
// against what their fields hold here, and by core for what they mean.
Result<ProcessRef> read_ref(const reeve_ref& ref);
Result<SpawnConfig> read_config(const reeve_spawn_config* given);
// nullptr: the defaults.
Result<TerminateOptions> read_options(const reeve_terminate_config* given);
// A signal by its name or its number in digits; nullptr: `otherwise`.
Result<int> read_signal(const char* name, const char* given, int otherwise);
std::optional<Millis> read_timeout(std::int64_t timeout_ms);

}  // namespace reeve::c_api
