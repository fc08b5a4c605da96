#include "platform/linux/kernel/cgroup.h"

#include <charconv>
#include <string_view>

#include "platform/linux/kernel/procfs.h"

namespace reeve::linux_kernel {
namespace {

// Calls `use(line)` for each line until it answers true.
template <class Use>
bool for_each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (use(line)) return true;
  }
  return false;
}

std::string_view next_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

// The kernel writes space, tab, newline and backslash in a path as a backslash and three octal digits.
std::string unescaped(std::string_view word) {
  std::string text;
  while (!word.empty()) {
    unsigned code = 0;
    const bool escaped = word.front() == '\\' && word.size() >= 4 &&
                         std::from_chars(word.data() + 1, word.data() + 4, code, 8).ptr == word.data() + 4;
    text.push_back(escaped ? static_cast<char>(code) : word.front());
    word.remove_prefix(escaped ? 4 : 1);
  }
  return text;
}

struct Mount {
  std::string root;   // which part of the tree is mounted
  std::string point;  // where
};

// proc_pid_mountinfo(5): id parent dev root point options [optional...] - type source options
bool read_mount(std::string_view line, Mount& mount) {
  const std::size_t separator = line.find(" - ");
  if (separator == std::string_view::npos || !line.substr(separator + 3).starts_with("cgroup2 ")) return false;
  for (int skipped = 0; skipped < 3; ++skipped) next_word(line);
  mount.root = unescaped(next_word(line));
  mount.point = unescaped(next_word(line));
  return true;
}

}  // namespace

Result<std::string> own_cgroup_folder() {
  const Result<std::string> mounts = read_file("/proc/self/mountinfo");
  if (!mounts.ok()) return mounts.error();
  Mount mount;
  if (!for_each_line(mounts.value(), [&](std::string_view line) { return read_mount(line, mount); })) {
    return unsupported("no cgroup v2 file system is mounted");
  }
  const Result<std::string> groups = read_file("/proc/self/cgroup");
  if (!groups.ok()) return groups.error();
  constexpr std::string_view kUnified = "0::";
  std::string own;
  const bool found = for_each_line(groups.value(), [&](std::string_view line) {
    if (line.starts_with(kUnified)) own = line.substr(kUnified.size());
    return line.starts_with(kUnified);
  });
  if (!found) return unsupported("this process has no place in the cgroup v2 tree");
  // A container may see only a part of the tree: then paths are relative to what is mounted.
  if (mount.root != "/" && own.starts_with(mount.root)) own.erase(0, mount.root.size());
  if (own.starts_with("/.."))
    return unsupported("this process' own cgroup lies outside of the mounted part of the tree");
  if (own == "/") own.clear();
  return mount.point + own;
}

}  // namespace reeve::linux_kernel
