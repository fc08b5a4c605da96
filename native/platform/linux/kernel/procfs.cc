#include "platform/linux/kernel/procfs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "core/base/unique_handle.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

using linux_decode::StatLine;

constexpr std::size_t kStatLineMost = 1024;  // 52 numbers of at most 20 digits would be more; none comes near it
constexpr std::size_t kReadStep = 4096;

Error gone_or(Error error, Pid pid) {
  // EPERM: hidden by hidepid=1, as ENOENT may mean by hidepid=2. What may only not be read is EACCES.
  if (error.os == ENOENT || error.os == EPERM) return posix::error_of(ESRCH, error.op, pid);
  error.pid = pid;
  return error;
}

Result<StatLine> read_stat_from(int descriptor, Pid pid) {
  std::array<char, kStatLineMost> buffer;
  const ssize_t size = posix::retry([&] { return read(descriptor, buffer.data(), buffer.size()); });
  if (size <= 0) return size == 0 ? posix::error_of(ESRCH, "read", pid) : gone_or(posix::last_error("read"), pid);
  std::optional<StatLine> line = linux_decode::parse_stat_line({buffer.data(), static_cast<std::size_t>(size)});
  if (!line) return Error{.code = "EIO", .os = EIO, .op = "read", .pid = pid};
  return std::move(*line);
}

// `short_is_last`: a read that does not fill the buffer was the last one. Files made of records end a read early when the
// next record does not fit, and are read until nothing comes.
Result<std::string> read_to_end(int folder, const char* path, bool short_is_last) {
  const UniqueHandle file(posix::retry([&] { return openat(folder, path, O_RDONLY | O_CLOEXEC); }));
  if (!file.valid()) return posix::last_error("open");
  // Most files are much shorter than the buffer: a string of that size would be cleared for each of them.
  std::array<char, kReadStep> buffer;
  std::string text;
  for (;;) {
    const ssize_t size = posix::retry([&] { return read(file.get(), buffer.data(), buffer.size()); });
    if (size < 0) return posix::last_error("read");
    if (size == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
    if (short_is_last && static_cast<std::size_t>(size) < buffer.size()) return text;
  }
}

}  // namespace

Result<std::string> read_file(const char* path) { return read_to_end(AT_FDCWD, path, false); }

Result<std::string> read_record_at(int folder, const char* name) { return read_to_end(folder, name, true); }

// By hand: each process of a list takes several, and printf would be a tenth of what a list takes beside the kernel.
ProcPath::ProcPath(Pid pid, std::string_view file) {
  constexpr std::string_view kProc = "/proc/";
  char* const last = text_ + sizeof text_ - 1;
  char* end = std::copy(kProc.begin(), kProc.end(), text_);
  end = std::to_chars(end, last, pid).ptr;
  *end++ = '/';
  const std::string_view fitting = file.substr(0, static_cast<std::size_t>(last - end));
  *std::copy(fitting.begin(), fitting.end(), end) = '\0';
}

Result<std::string> read_proc(Pid pid, const char* file) {
  Result<std::string> text = read_file(ProcPath(pid, file).c_str());
  if (!text.ok()) return gone_or(text.error(), pid);
  return text;
}

Result<std::string> read_proc_memory(Pid pid, const char* file) {
  Result<std::string> text = read_to_end(AT_FDCWD, ProcPath(pid, file).c_str(), true);
  if (!text.ok()) return gone_or(text.error(), pid);
  return text;
}

Result<StatLine> read_stat_line(Pid pid) {
  const UniqueHandle file(posix::retry([&] { return open(ProcPath(pid, "stat").c_str(), O_RDONLY | O_CLOEXEC); }));
  if (!file.valid()) return gone_or(posix::last_error("open"), pid);
  return read_stat_from(file.get(), pid);
}

Result<StatLine> read_stat_line_at(int folder, Pid pid) {
  const UniqueHandle file(posix::retry([&] { return openat(folder, "stat", O_RDONLY | O_CLOEXEC); }));
  if (!file.valid()) return gone_or(posix::last_error("openat"), pid);
  return read_stat_from(file.get(), pid);
}

std::optional<std::uint32_t> owner_of(Pid pid) {
  struct stat folder {};
  if (stat(ProcPath(pid, "").c_str(), &folder) != 0) return std::nullopt;
  return folder.st_uid;
}

std::uint64_t ticks_per_second() {
  static const auto ticks = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  return ticks;
}

}  // namespace reeve::linux_kernel
