#include "platform/posix/entries.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const std::vector<std::string> entries = posix::split_entries(text);
  std::string joined;
  for (const std::string& entry : entries) joined.append(entry).push_back('\0');
  if (!text.empty() && !text.ends_with('\0')) joined.pop_back();
  CHECK(joined == text);

  const auto variables = posix::to_variables(entries);
  for (const auto& [name, value] : variables) CHECK(!is_part_of("=", name) && is_part_of(name + "=" + value, text));
  // The first of a name counts, and no other.
  std::map<std::string, std::string> first;
  for (const std::string& entry : split(text, '\0')) {
    const std::vector<std::string> parts = split(entry, '=');
    if (parts.size() > 1) first.try_emplace(parts[0], entry.substr(parts[0].size() + 1));
  }
  CHECK(variables == first);
}

}  // namespace reeve::fuzz
