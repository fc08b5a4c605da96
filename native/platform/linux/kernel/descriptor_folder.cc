#include "platform/linux/kernel/descriptor_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <array>
#include <charconv>
#include <cstring>
#include <string>
#include <vector>

#include "platform/linux/decode/descriptor.h"
#include "platform/linux/kernel/facts_reader.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

constexpr std::size_t kEntriesSize = std::size_t{32} * 1024;

// struct linux_dirent64, which no C library declares: inode, offset, size of the record, type, name.
constexpr std::size_t kEntrySizePlace = 16;
constexpr std::size_t kEntryNamePlace = 19;

}  // namespace

Result<DescriptorFolder> DescriptorFolder::open_path(const char* path, Pid pid) {
  UniqueHandle folder(posix::retry([&] { return ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (folder.valid()) return DescriptorFolder(std::move(folder));
  return errno == ENOENT ? posix::error_of(ESRCH, "open", pid) : posix::last_error("open", pid);
}

Result<DescriptorFolder> DescriptorFolder::open(Pid pid) { return open_path(ProcPath(pid, "fd").c_str(), pid); }

Result<DescriptorFolder> DescriptorFolder::open_of_thread(Pid pid, Pid tid) {
  return open_path(ThreadPath(pid, tid, "fd").c_str(), pid);
}

// The call itself: opendir would allocate a buffer for each process of a machine.
Status DescriptorFolder::read(const std::function<void(int, std::string_view)>& take) const {
  alignas(std::uint64_t) std::array<char, kEntriesSize> entries;
  std::array<char, 4096> target;
  for (;;) {
    const long size =
        posix::retry([&] { return syscall(SYS_getdents64, folder_.get(), entries.data(), entries.size()); });
    if (size == 0) return Done{};
    if (size < 0) return errno == ENOENT ? posix::error_of(ESRCH, "getdents64") : posix::last_error("getdents64");
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      std::uint16_t record = 0;
      std::memcpy(&record, entries.data() + at + kEntrySizePlace, sizeof record);
      const char* name = entries.data() + at + kEntryNamePlace;
      at += record;
      int descriptor = -1;
      const char* end = name + std::strlen(name);
      if (std::from_chars(name, end, descriptor).ptr != end) continue;
      const ssize_t length = readlinkat(folder_.get(), name, target.data(), target.size());
      if (length < 0 && errno == EACCES) return refusal();
      if (length >= 0) take(descriptor, {target.data(), static_cast<std::size_t>(length)});
    }
  }
}

// Links are refused for the whole process (ptrace_may_access()), and likewise when it was reaped since the folder was read
// (proc_pid_readlink() in fs/proc/base.c). The folder has no entries to read then.
Error DescriptorFolder::refusal() const {
  alignas(std::uint64_t) std::array<char, 256> entries;
  const bool there = lseek(folder_.get(), 0, SEEK_SET) == 0 &&
                     syscall(SYS_getdents64, folder_.get(), entries.data(), entries.size()) > 0;
  return posix::error_of(there ? EACCES : ESRCH, "readlinkat");
}

Status each_other_thread(Pid pid, const std::function<bool(Pid)>& look) {
  const Result<std::vector<Pid>> tids = list_threads(pid);
  if (!tids.ok()) return tids.error();
  for (const Pid tid : tids.value()) {
    if (tid != pid && look(tid)) break;
  }
  return Done{};
}

bool leads_to_socket(Pid pid, int descriptor, std::uint64_t inode) {
  const auto leads = [&](const char* path) {
    std::array<char, 64> target;  // of a socket it is short
    const ssize_t length = readlink(path, target.data(), target.size());
    return length >= 0 && linux_decode::parse_socket_link({target.data(), static_cast<std::size_t>(length)}) == inode;
  };
  const std::string file = "fd/" + std::to_string(descriptor);
  if (leads(ProcPath(pid, file).c_str())) return true;
  bool found = false;
  const Status done = each_other_thread(pid, [&](Pid tid) {
    found = leads(ThreadPath(pid, tid, file.c_str()).c_str());
    return found;
  });
  return done.ok() && found;
}

}  // namespace reeve::linux_kernel
