#pragma once

#include <optional>
#include <string>

#include "core/base/unique_handle.h"

namespace reeve::windows {

// Full path of the program a process runs, also after it ended.
std::optional<std::string> image_path(OsHandle process);
std::string file_name_of(const std::string& path);

}  // namespace reeve::windows
