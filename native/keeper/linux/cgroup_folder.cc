#include "keeper/linux/cgroup_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace reeve::keeper {
namespace {

constexpr int kMostLevels = 32;  // one descriptor and one buffer each

int open_folder(int parent, const char* name) {
  return static_cast<int>(syscall(SYS_openat, parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

// True also where it can't be read: then nothing is removed.
bool is_populated(int folder) {
  const int events = static_cast<int>(syscall(SYS_openat, folder, "cgroup.events", O_RDONLY | O_CLOEXEC));
  if (events < 0) return true;
  char text[64];
  const long size = syscall(SYS_read, events, text, sizeof text);
  syscall(SYS_close, events);
  // cgroup_events_show() writes this line first.
  static constexpr char kEmpty[] = "populated 0\n";
  constexpr long kLength = sizeof kEmpty - 1;
  if (size < kLength) return true;
  for (long at = 0; at < kLength; ++at) {
    if (text[at] != kEmpty[at]) return true;
  }
  return false;
}

bool is_dots(const char* name) { return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')); }

void remove_below(int folder, int level) {
  alignas(dirent) char buffer[1024];
  for (;;) {
    const long size = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
    if (size <= 0) return;
    for (long at = 0; at < size;) {
      // On 64-bit systems the C library's dirent is the kernel's linux_dirent64.
      const auto* entry = reinterpret_cast<const dirent*>(buffer + at);
      at += entry->d_reclen;
      if (entry->d_type != DT_DIR || is_dots(entry->d_name)) continue;
      if (syscall(SYS_unlinkat, folder, entry->d_name, AT_REMOVEDIR) == 0 || level == kMostLevels) continue;
      const int below = open_folder(folder, entry->d_name);
      if (below < 0) continue;
      remove_below(below, level + 1);
      syscall(SYS_close, below);
      syscall(SYS_unlinkat, folder, entry->d_name, AT_REMOVEDIR);
    }
  }
}

}  // namespace

void remove_cgroup(const char* path) {
  if (syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR) == 0) return;
  const int folder = open_folder(AT_FDCWD, path);
  if (folder < 0) return;
  if (!is_populated(folder)) remove_below(folder, 1);
  syscall(SYS_close, folder);
  syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

}  // namespace reeve::keeper
