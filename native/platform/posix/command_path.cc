#include "platform/posix/command_path.h"

#include <string_view>

namespace reeve::posix {
namespace {

constexpr std::string_view kPathVariable = "PATH=";
constexpr std::string_view kDefaultPath = "/usr/local/bin:/usr/bin:/bin";

std::string_view search_path(const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) {
    if (entry.starts_with(kPathVariable)) return std::string_view(entry).substr(kPathVariable.size());
  }
  return kDefaultPath;
}

}  // namespace

std::vector<std::string> command_candidates(const std::string& file, const std::vector<std::string>& environment) {
  if (file.find('/') != std::string::npos) return {file};
  std::vector<std::string> candidates;
  std::string_view rest = search_path(environment);
  for (;;) {
    const std::size_t end = rest.find(':');
    const std::string_view folder = rest.substr(0, end);
    candidates.push_back(folder.empty() ? "./" + file : std::string(folder) + "/" + file);
    if (end == std::string_view::npos) return candidates;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace reeve::posix
