#include "platform/posix/file_kind.h"

#include <sys/stat.h>

namespace reeve::posix {

DescriptorKind kind_of_mode(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return DescriptorKind::file;
    case S_IFDIR:
      return DescriptorKind::directory;
    case S_IFLNK:
      return DescriptorKind::symlink;
    case S_IFIFO:
      return DescriptorKind::fifo;
    case S_IFSOCK:
      return DescriptorKind::socket;
    case S_IFCHR:
    case S_IFBLK:
      return DescriptorKind::device;
    default:
      return DescriptorKind::other;
  }
}

}  // namespace reeve::posix
