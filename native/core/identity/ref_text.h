#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/identity/process_ref.h"

namespace reeve {

// What a caller names a process by, as JSON text: a pid, or any record with one, of which nothing else is looked at than
// pid, identity, start_time_unix_ms and containment. Only exactly what schemas/v1/process-ref.schema.json and
// containment.schema.json allow there: ERR_INVALID_ARG for the rest, and for an identity that is not of this platform or
// of another pid.
Result<ProcessRef> parse_ref(std::string_view json);

// A whole number that a process may have.
Result<Pid> to_pid(std::int64_t number);

}  // namespace reeve
