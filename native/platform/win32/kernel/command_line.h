#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace reeve::windows {

// One command line that CommandLineToArgvW, and the C library of every compiler, takes apart into these arguments again.
Result<std::wstring> make_command_line(const std::vector<std::string>& arguments);

// The block that CreateProcess takes: sorted as it demands, with SystemRoot, without which few programs start.
Result<std::wstring> make_environment_block(std::vector<std::string> entries);

}  // namespace reeve::windows
