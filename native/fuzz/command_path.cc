#include "platform/posix/command_path.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

// The command, and below it PATH.
FUZZ(text) {
  const auto [command, path] = parts_of<2>(text);
  const std::string file(command);
  std::vector<std::string> wanted;
  for (const std::string& folder : split(path, ':')) wanted.push_back((folder.empty() ? "." : folder) + "/" + file);
  if (is_part_of("/", file)) wanted = {file};
  // Of a variable that stands there twice the first counts, and what only ends in its name is another.
  CHECK(posix::command_candidates(file, {"XPATH=/x", "PATH=" + std::string(path), "PATH=/y"}) == wanted);
}

}  // namespace reeve::fuzz
