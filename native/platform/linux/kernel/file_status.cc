#include "platform/linux/kernel/file_status.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>

namespace reeve::linux_kernel {
namespace {

// struct statx of linux/stat.h, which the C libraries we build against may not have.
struct StatxAnswer {
  std::uint32_t mask, block_size;
  std::uint64_t attributes;
  std::uint32_t links, uid, gid;
  std::uint16_t mode, unused;
  std::uint64_t inode, size, blocks, attributes_mask;
  std::uint64_t times[8];
  std::uint32_t device_major, device_minor;
  std::uint32_t file_system_major, file_system_minor;
  std::uint64_t rest[14];
};
static_assert(sizeof(StatxAnswer) == 256);
constexpr unsigned kDontAsk = 0x4000;    // AT_STATX_DONT_SYNC
constexpr unsigned kDontMount = 0x800;   // AT_NO_AUTOMOUNT
constexpr unsigned kBasicStats = 0x7ff;  // STATX_BASIC_STATS
constexpr unsigned kMajorShift = 32;

std::optional<FileStatus> read_old_status(int folder, const char* name) {
  struct stat status {};
  if (fstatat(folder, name, &status, 0) != 0) return std::nullopt;
  return FileStatus{.mode = status.st_mode,
                    .links = static_cast<std::uint32_t>(status.st_nlink),
                    .inode = status.st_ino,
                    .file_system = std::uint64_t{major(status.st_dev)} << kMajorShift | minor(status.st_dev),
                    .major = major(status.st_rdev),
                    .minor = minor(status.st_rdev)};
}

}  // namespace

std::optional<FileStatus> read_status(int folder, const char* name) {
  StatxAnswer answer{};
  if (syscall(SYS_statx, folder, name, kDontAsk | kDontMount, kBasicStats, &answer) != 0) {
    // A kernel before it, or a seccomp filter.
    return errno == ENOSYS || errno == EPERM ? read_old_status(folder, name) : std::nullopt;
  }
  return FileStatus{.mode = answer.mode,
                    .links = answer.links,
                    .inode = answer.inode,
                    .file_system = std::uint64_t{answer.file_system_major} << kMajorShift | answer.file_system_minor,
                    .major = answer.device_major,
                    .minor = answer.device_minor};
}

}  // namespace reeve::linux_kernel
