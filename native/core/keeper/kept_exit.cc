#include "core/keeper/kept_exit.h"

#include "core/keeper/kept_exit_text.h"
#include "core/platform.h"

namespace reeve {

std::optional<ExitStatus> read_kept_exit(const Containment& recorded, const Identity& job) {
  if (!recorded.keeper || recorded.keeper->state_dir.empty()) return std::nullopt;
  const Result<std::string> text = platform::read_kept_exit(recorded.keeper->state_dir);
  return text.ok() ? parse_kept_exit(text.value(), job) : std::nullopt;
}

}  // namespace reeve
