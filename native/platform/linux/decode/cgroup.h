#pragma once

#include <optional>
#include <string_view>

namespace reeve::linux_decode {

// The place in the cgroup v2 tree that /proc/<pid>/cgroup tells (cgroups(7)), as a path from the root of the reader's
// cgroup namespace, which begins with /.. for what lies outside of it; nullopt on a system without that tree.
std::optional<std::string_view> unified_group(std::string_view proc_cgroup);

// Whether /proc/<pid>/cgroup places a process in the cgroup of this folder or below. Only the name of the folder is
// compared, which finds it wherever the tree is mounted and wants a name that is given once.
bool is_in_folder(std::string_view proc_cgroup, std::string_view folder);

// What cgroup.events says: whether a process lives in the cgroup or below; nullopt when it says neither.
std::optional<bool> is_populated(std::string_view cgroup_events);

}  // namespace reeve::linux_decode
