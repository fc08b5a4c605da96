#pragma once

namespace reeve::platform {

inline constexpr const char* kNoFolders = "macOS has no cgroups";

}  // namespace reeve::platform
