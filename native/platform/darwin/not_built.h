#pragma once

#include "core/base/result.h"

namespace reeve::platform {

// Nothing is built for macOS yet; every function that would need it says so.
inline constexpr const char* kNotBuilt = "reeve does not work on macOS yet";

inline Error not_built() { return unsupported(kNotBuilt); }

}  // namespace reeve::platform
