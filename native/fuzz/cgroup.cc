#include "platform/linux/decode/cgroup.h"

#include <algorithm>

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

std::optional<std::string> unified_line(std::string_view proc_cgroup) {
  for (const std::string& line : split(proc_cgroup, '\n')) {
    if (line.starts_with("0::/")) return line.substr(3);
  }
  return std::nullopt;
}

bool has_part(std::string group, const std::string& name) {
  constexpr std::string_view kRemoved = " (deleted)";
  if (group.ends_with(kRemoved)) group.resize(group.size() - kRemoved.size());
  const std::vector<std::string> parts = split(group, '/');
  return !name.empty() && std::find(parts.begin(), parts.end(), name) != parts.end();
}

}  // namespace

// The folder, and below it /proc/<pid>/cgroup.
FUZZ(text) {
  const auto [folder, proc_cgroup] = parts_of<2>(text);
  const auto group = linux_decode::unified_group(proc_cgroup);
  const auto wanted = unified_line(proc_cgroup);
  CHECK(group.has_value() == wanted.has_value() && (!group || *group == *wanted));
  const bool named = folder.find('/') != std::string_view::npos;
  const bool inside = group && named && has_part(*wanted, split(folder, '/').back());
  CHECK(linux_decode::is_in_folder(proc_cgroup, folder) == inside);
}

}  // namespace reeve::fuzz
