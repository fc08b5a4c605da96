#include <algorithm>

#include "core/spawn/containment.h"
#include "fuzz/check.h"
#include "platform/posix/entries.h"

namespace reeve::fuzz {
namespace {

bool holds(std::string_view tokens, std::string_view token) {
  const std::vector<std::string> all = split(tokens, ':');
  return !token.empty() && std::find(all.begin(), all.end(), token) != all.end();
}

}  // namespace

// The variable's name, the token, and below them the environment.
FUZZ(text) {
  const auto [variable, token, block] = parts_of<3>(text);
  CHECK(has_token(block, token) == holds(block, token));
  bool carries = false;
  for (const std::string& entry : split(block, '\0')) {
    const std::string name = std::string(variable) + "=";
    carries |= entry.starts_with(name) && holds(entry.substr(name.size()), token);
  }
  CHECK(posix::carries_token(block, variable, token) == carries);
}

}  // namespace reeve::fuzz
