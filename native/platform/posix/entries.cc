#include "platform/posix/entries.h"

#include <algorithm>

namespace reeve::posix {
namespace {

// Takes the text up to the next `end` off the front of `rest`, and the `end` itself.
std::string_view take(std::string_view& rest, char end) {
  const std::string_view taken = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), taken.size() + 1));
  return taken;
}

// Jobs started inside jobs carry the tokens of all of them, joined by colons.
bool has_token(std::string_view tokens, std::string_view token) {
  while (!tokens.empty()) {
    if (take(tokens, ':') == token) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> split_entries(std::string_view block) {
  std::vector<std::string> entries;
  while (!block.empty()) entries.emplace_back(take(block, '\0'));
  return entries;
}

std::map<std::string, std::string> to_variables(const std::vector<std::string>& entries) {
  std::map<std::string, std::string> variables;
  for (const std::string& entry : entries) {
    const std::size_t equals = entry.find('=');
    if (equals != std::string::npos) variables.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return variables;
}

bool carries_token(std::string_view block, std::string_view variable, std::string_view token) {
  while (!block.empty()) {
    const std::string_view entry = take(block, '\0');
    const bool named = entry.size() > variable.size() && entry.starts_with(variable) && entry[variable.size()] == '=';
    if (named && has_token(entry.substr(variable.size() + 1), token)) return true;
  }
  return false;
}

}  // namespace reeve::posix
