#pragma once

#include <optional>
#include <string_view>

#include "core/identity/identity.h"
#include "core/wait/exit_status.h"

namespace reeve {

// What a keeper wrote of the end of this job's first process (schemas/v1/kept-exit). nullopt: the text is no such record,
// or another process'.
std::optional<ExitStatus> parse_kept_exit(std::string_view text, const Identity& job);

}  // namespace reeve
