#pragma once

#include <optional>
#include <string>

#include "core/base/unique_handle.h"

namespace reeve::windows {

// DOMAIN\name of the account a process runs as. May ask a domain controller for one it has not seen before.
std::optional<std::string> account_of(OsHandle process);

}  // namespace reeve::windows
