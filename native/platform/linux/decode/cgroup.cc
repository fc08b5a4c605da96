#include "platform/linux/decode/cgroup.h"

#include "core/base/take.h"

namespace reeve::linux_decode {
namespace {

constexpr std::string_view kUnified = "0::";
constexpr std::string_view kRemoved = " (deleted)";  // behind the path of a cgroup that only the dead are in

}  // namespace

std::optional<std::string_view> unified_group(std::string_view proc_cgroup) {
  while (!proc_cgroup.empty()) {
    std::string_view line = take_until(proc_cgroup, '\n');
    if (!line.starts_with(kUnified)) continue;
    line.remove_prefix(kUnified.size());
    if (line.starts_with('/')) return line;
  }
  return std::nullopt;
}

bool is_in_folder(std::string_view proc_cgroup, std::string_view folder) {
  const std::string_view name = folder.substr(folder.rfind('/') + 1);
  std::optional<std::string_view> group = unified_group(proc_cgroup);
  if (!group || name.empty() || name.size() == folder.size()) return false;
  if (group->ends_with(kRemoved)) group->remove_suffix(kRemoved.size());
  while (!group->empty()) {
    if (take_until(*group, '/') == name) return true;
  }
  return false;
}

std::optional<bool> is_populated(std::string_view cgroup_events) {
  while (!cgroup_events.empty()) {
    const std::string_view line = take_until(cgroup_events, '\n');
    if (line == "populated 1") return true;
    if (line == "populated 0") return false;
  }
  return std::nullopt;
}

}  // namespace reeve::linux_decode
