#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace reeve::linux_decode {

struct CgroupMount {
  std::string root{};   // which part of the tree is mounted
  std::string point{};  // where
};

// What a line of /proc/<pid>/mountinfo (proc_pid_mountinfo(5)) mounts of the cgroup v2 tree; nullopt when it mounts
// something else.
std::optional<CgroupMount> parse_cgroup_mount(std::string_view line);

// A path of mountinfo as it is. The kernel writes space, tab, newline and backslash there as a backslash and three octal
// digits.
std::string unescaped(std::string_view path);

// The folder of a process' own cgroup, of what /proc/<pid>/mountinfo and /proc/<pid>/cgroup say. ERR_UNSUPPORTED and the
// reason when it has none that it can reach.
Result<std::string> cgroup_folder(std::string_view mountinfo, std::string_view proc_cgroup);

}  // namespace reeve::linux_decode
