#include "platform/linux/decode/mountinfo.h"

#include <charconv>

#include "core/base/take.h"
#include "platform/linux/decode/cgroup.h"

namespace reeve::linux_decode {

std::string unescaped(std::string_view path) {
  std::string text;
  while (!path.empty()) {
    unsigned code = 0;
    const bool escaped = path.front() == '\\' && path.size() >= 4 &&
                         std::from_chars(path.data() + 1, path.data() + 4, code, 8).ptr == path.data() + 4;
    text.push_back(escaped ? static_cast<char>(code) : path.front());
    path.remove_prefix(escaped ? 4 : 1);
  }
  return text;
}

// id parent dev root point options [optional...] - type source options
std::optional<CgroupMount> parse_cgroup_mount(std::string_view line) {
  const std::size_t separator = line.find(" - ");
  if (separator == std::string_view::npos || !line.substr(separator + 3).starts_with("cgroup2 ")) return std::nullopt;
  for (int skipped = 0; skipped < 3; ++skipped) take_until(line, ' ');
  CgroupMount mount;
  mount.root = unescaped(take_until(line, ' '));
  mount.point = unescaped(take_until(line, ' '));
  return mount;
}

Result<std::string> cgroup_folder(std::string_view mountinfo, std::string_view proc_cgroup) {
  std::optional<CgroupMount> mount;
  while (!mount && !mountinfo.empty()) mount = parse_cgroup_mount(take_until(mountinfo, '\n'));
  if (!mount) return unsupported("no cgroup v2 file system is mounted");
  const std::optional<std::string_view> group = unified_group(proc_cgroup);
  if (!group) return unsupported("this process has no place in the cgroup v2 tree");
  std::string own(*group);
  // A container may see only a part of the tree: then paths are relative to what is mounted.
  if (mount->root != "/" && own.starts_with(mount->root)) own.erase(0, mount->root.size());
  if (own.starts_with("/..")) {
    return unsupported("this process' own cgroup lies outside of the mounted part of the tree");
  }
  if (own == "/") own.clear();
  return mount->point + own;
}

}  // namespace reeve::linux_decode
