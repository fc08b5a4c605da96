#pragma once

#include <cstdint>
#include <optional>

namespace reeve::linux_kernel {

struct FileStatus {
  std::uint32_t mode = 0;
  std::uint32_t links = 0;
  std::uint64_t inode = 0;
  std::uint64_t file_system = 0;  // the device it lies on
  std::uint32_t major = 0;        // of a device
  std::uint32_t minor = 0;
};

// What the kernel knows of a file by itself: no file server is asked, which may be dead (statx(2), Linux 4.11; before
// that one may be). `folder` may be AT_FDCWD.
std::optional<FileStatus> read_status(int folder, const char* name);

}  // namespace reeve::linux_kernel
