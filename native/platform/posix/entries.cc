#include "platform/posix/entries.h"

#include "core/base/take.h"
#include "core/spawn/containment.h"

namespace reeve::posix {

std::vector<std::string> split_entries(std::string_view block) {
  std::vector<std::string> entries;
  while (!block.empty()) entries.emplace_back(take_until(block, '\0'));
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
    const std::string_view entry = take_until(block, '\0');
    const bool named = entry.size() > variable.size() && entry.starts_with(variable) && entry[variable.size()] == '=';
    if (named && has_token(entry.substr(variable.size() + 1), token)) return true;
  }
  return false;
}

}  // namespace reeve::posix
