#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace reeve::windows {

// The full path of the program that `file` names: as it stands where it has a slash or a drive (relative to `cwd`), else
// looked for in PATH of `environment`, never in the current folder. .exe and .com may be left out. ENOENT; EINVAL for a
// batch file, whose arguments cmd.exe would take apart by rules of its own that no quoting is safe from.
Result<std::wstring> find_program(const std::string& file, const std::optional<std::string>& cwd,
                                  const std::vector<std::string>& environment);

}  // namespace reeve::windows
