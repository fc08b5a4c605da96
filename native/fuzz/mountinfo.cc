#include "platform/linux/decode/mountinfo.h"

#include <algorithm>
#include <cstdio>

#include "fuzz/check.h"
#include "platform/linux/decode/cgroup.h"

namespace reeve::fuzz {
namespace {

using linux_decode::CgroupMount;
using linux_decode::parse_cgroup_mount;

std::string escaped(std::string_view path) {
  std::string text;
  for (const char letter : path) {
    const bool plain = std::string_view(" \t\n\\").find(letter) == std::string_view::npos;
    char code[5];
    std::snprintf(code, sizeof code, "\\%03o", static_cast<unsigned char>(letter));
    text += plain ? std::string(1, letter) : code;
  }
  return text;
}

bool is_octal(char letter, char most) { return letter >= '0' && letter <= most; }

std::string naive_unescaped(const std::string& path) {
  std::string text;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const bool code = path[at] == '\\' && at + 3 < path.size() && is_octal(path[at + 1], '3') &&
                      is_octal(path[at + 2], '7') && is_octal(path[at + 3], '7');
    text.push_back(code ? static_cast<char>(std::stoi(path.substr(at + 1, 3), nullptr, 8)) : path[at]);
    if (code) at += 3;
  }
  return text;
}

void check_mount_of(std::string_view path) {
  const CgroupMount mount{.root = "/" + std::string(path), .point = "/mnt" + std::string(path)};
  const std::string line = "41 31 0:38 " + escaped(mount.root) + " " + escaped(mount.point);
  for (const char* rest : {" rw,relatime - cgroup2 cgroup2 rw", " rw shared:4 master:1 - cgroup2 none rw"}) {
    const auto parsed = parse_cgroup_mount(line + rest);
    CHECK(parsed && parsed->root == mount.root && parsed->point == mount.point);
  }
  CHECK(!parse_cgroup_mount(line + " rw - cgroup cgroup rw"));
}

std::vector<std::string> parts_of_path(const std::string& path) {
  std::vector<std::string> parts = split(path, '/');
  std::erase(parts, "");
  return parts;
}

// What of the group is below the root, part by part; nullopt when it is elsewhere.
std::optional<std::vector<std::string>> below(const CgroupMount& mount, std::string_view group) {
  const std::vector<std::string> root = parts_of_path(mount.root);
  std::vector<std::string> parts = parts_of_path(std::string(group));
  if (parts.size() < root.size() || !std::equal(root.begin(), root.end(), parts.begin())) return std::nullopt;
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(root.size()));
  if (!parts.empty() && parts.front() == "..") return std::nullopt;
  return parts;
}

void check_folder(std::string_view mountinfo, std::string_view proc_cgroup) {
  const auto folder = linux_decode::cgroup_folder(mountinfo, proc_cgroup);
  const auto group = linux_decode::unified_group(proc_cgroup);
  CHECK(!folder.ok() || group.has_value());
  for (const std::string& line : split(mountinfo, '\n')) {
    const auto mount = parse_cgroup_mount(line);
    if (!mount) continue;
    CHECK(mount->root.starts_with('/') && mount->point.starts_with('/'));
    const auto parts = group ? below(*mount, *group) : std::nullopt;
    if (!parts) continue;
    CHECK(folder.ok() && folder.value().starts_with(mount->point));
    CHECK(parts_of_path(folder.value().substr(mount->point.size())) == *parts);
    return;
  }
  CHECK(!folder.ok() && !folder.error().detail.empty());
}

}  // namespace

// /proc/<pid>/mountinfo, an empty line, /proc/<pid>/cgroup.
FUZZ(text) {
  CHECK(linux_decode::unescaped(text) == naive_unescaped(std::string(text)));
  CHECK(linux_decode::unescaped(escaped(text)) == text);
  check_mount_of(text);
  const std::size_t end = text.find("\n\n");
  if (end != std::string_view::npos) check_folder(text.substr(0, end + 1), text.substr(end + 2));
}

}  // namespace reeve::fuzz
