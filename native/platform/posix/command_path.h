#pragma once

#include <string>
#include <vector>

namespace reeve::posix {

// The files that execve should try for `file`, in order: the file itself when it has a slash, else one per entry of
// PATH in `environment` (which is the child's, as the shell does it; an empty entry means the working directory).
std::vector<std::string> command_candidates(const std::string& file, const std::vector<std::string>& environment);

}  // namespace reeve::posix
