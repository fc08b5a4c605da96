#include "platform/linux/decode/cgroup.h"

#include "core/base/take.h"

namespace reeve::linux_decode {

std::optional<std::string_view> unified_group(std::string_view proc_cgroup) {
  constexpr std::string_view kUnified = "0::";
  while (!proc_cgroup.empty()) {
    const std::string_view line = take_until(proc_cgroup, '\n');
    if (line.starts_with(kUnified)) return line.substr(kUnified.size());
  }
  return std::nullopt;
}

bool is_in_folder(std::string_view proc_cgroup, std::string_view folder) {
  const std::string_view own_part = folder.substr(folder.rfind('/'));
  const std::size_t line = proc_cgroup.find("0::");
  if (line == std::string_view::npos) return false;
  const std::string_view group = proc_cgroup.substr(line, proc_cgroup.find('\n', line) - line);
  return group.find(own_part) != std::string_view::npos;
}

bool is_populated(std::string_view cgroup_events) {
  return cgroup_events.find("populated 1") != std::string_view::npos;
}

}  // namespace reeve::linux_decode
