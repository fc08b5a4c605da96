#include "platform/linux/decode/mountinfo.h"

#include <charconv>

#include "core/base/take.h"
#include "platform/linux/decode/cgroup.h"

namespace reeve::linux_decode {
namespace {

constexpr std::size_t kEscapeLength = 4;

// The byte that an escape at the front of the text stands for.
std::optional<char> escaped_byte(std::string_view text) {
  unsigned code = 0;
  if (text.size() < kEscapeLength || text.front() != '\\') return std::nullopt;
  const char* end = text.data() + kEscapeLength;
  if (std::from_chars(text.data() + 1, end, code, 8).ptr != end || code > 0xFF) return std::nullopt;
  return static_cast<char>(code);
}

// What of the group's path is below the mounted root: empty when they are one, nullopt when the mount does not show it.
std::optional<std::string_view> part_below(std::string_view group, std::string_view root) {
  if (root == "/") root = {};
  if (group == "/") group = {};
  if (!group.starts_with(root)) return std::nullopt;
  group.remove_prefix(root.size());
  const bool whole = group.empty() || group.starts_with('/');
  // Further up than the root, as in a cgroup namespace or in a mount made in one.
  const bool above = group == "/.." || group.starts_with("/../");
  return whole && !above ? std::optional(group) : std::nullopt;
}

}  // namespace

std::string unescaped(std::string_view path) {
  std::string text;
  while (!path.empty()) {
    const std::optional<char> byte = escaped_byte(path);
    text.push_back(byte.value_or(path.front()));
    path.remove_prefix(byte ? kEscapeLength : 1);
  }
  return text;
}

// id parent dev root point options [optional...] - type source options
std::optional<CgroupMount> parse_cgroup_mount(std::string_view line) {
  const std::size_t separator = line.find(" - ");
  if (separator == std::string_view::npos || !line.substr(separator).starts_with(" - cgroup2 ")) return std::nullopt;
  std::string_view fields = line.substr(0, separator);
  for (int skipped = 0; skipped < 3; ++skipped) take_until(fields, ' ');
  CgroupMount mount;
  mount.root = unescaped(take_until(fields, ' '));
  mount.point = unescaped(take_until(fields, ' '));
  if (!mount.root.starts_with('/') || !mount.point.starts_with('/')) return std::nullopt;
  return mount;
}

Result<std::string> cgroup_folder(std::string_view mountinfo, std::string_view proc_cgroup) {
  const std::optional<std::string_view> group = unified_group(proc_cgroup);
  bool mounted = false;
  while (!mountinfo.empty()) {
    const std::optional<CgroupMount> mount = parse_cgroup_mount(take_until(mountinfo, '\n'));
    if (!mount) continue;
    mounted = true;
    // A container may see only a part of the tree.
    const auto below = group ? part_below(*group, mount->root) : std::nullopt;
    if (below) return mount->point + std::string(*below);
  }
  if (!mounted) return unsupported("no cgroup v2 file system is mounted");
  if (!group) return unsupported("this process has no place in the cgroup v2 tree");
  return unsupported("this process' own cgroup lies outside of the mounted part of the tree");
}

}  // namespace reeve::linux_decode
