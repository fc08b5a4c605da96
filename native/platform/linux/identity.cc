#include <time.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <mutex>

#include "core/platform.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/boot_uuid.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

constexpr std::int64_t kNanosPerMilli = 1'000'000;
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

std::int64_t clock_ns(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return time.tv_sec * kNanosPerSecond + time.tv_nsec;
}

// When the system booted, by the wall clock. Two clocks are not read at one instant: whoever is held up between them would
// be off by as long, so the closest of some pairs counts.
std::int64_t boot_time_ns() {
  constexpr int kMostPairs = 5;
  constexpr std::int64_t kCloseEnough = 20'000;
  std::int64_t boot = 0;
  std::int64_t closest = std::numeric_limits<std::int64_t>::max();
  for (int pair = 0; pair < kMostPairs && closest > kCloseEnough; ++pair) {
    const std::int64_t before = clock_ns(CLOCK_BOOTTIME);
    const std::int64_t now = clock_ns(CLOCK_REALTIME);
    const std::int64_t apart = clock_ns(CLOCK_BOOTTIME) - before;
    if (apart < closest) boot = now - before;
    closest = std::min(closest, apart);
  }
  return boot;
}

Result<std::string> read_boot_id() {
  constexpr const char* kFile = "/proc/sys/kernel/random/boot_id";
  Result<std::string> text = linux_kernel::read_file(kFile);
  if (!text.ok()) return text;
  const std::string_view line = text.value();
  std::string id = posix::to_boot_id(line.substr(0, line.find('\n')));
  if (!id.empty()) return id;
  Error error = posix::error_of(EIO, "read");
  error.detail = std::string(kFile) + " holds no UUID, so nothing tells this boot from another";
  return error;
}

Result<linux_decode::StatLine> read_line(const Pin& pin) {
  return pin.pollable ? linux_kernel::read_stat_line(pin.pid)
                      : linux_kernel::read_stat_line_at(pin.handle.get(), pin.pid);
}

}  // namespace

Result<std::string> boot_id() {
  static std::mutex mutex;
  static std::string id;
  const std::lock_guard lock(mutex);
  if (!id.empty()) return id;
  // A failure is not kept: it may have been the want of a descriptor.
  Result<std::string> read = read_boot_id();
  if (read.ok()) id = read.value();
  return read;
}

Result<ProcessStat> read_pinned_stat(const Pin& pin) {
  Result<linux_decode::StatLine> line = read_line(pin);
  if (!line.ok()) return line.error();
  // The pid still is the pinned process' own if that one answers now, as a zombie or alive.
  if (pin.pollable && is_gone(pin)) return posix::error_of(ESRCH, "pidfd_send_signal", pin.pid);
  return std::move(line.value().stat);
}

Result<Identity> identity_of(const Pin& pin, const ProcessStat& stat) {
  Result<std::string> boot = boot_id();
  if (!boot.ok()) return boot.error();
  const std::uint64_t unique = pin.pollable ? linux_kernel::pidfd_inode(pin.handle.get()) : 0;
  return Identity{.boot = std::move(boot.value()), .pid = pin.pid, .start = stat.start, .unique = unique};
}

Result<Identity> read_identity(const Pin& pin) {
  const Result<ProcessStat> stat = read_pinned_stat(pin);
  if (stat.ok()) return identity_of(pin, stat.value());
  // hidepid hides the /proc folder of a living process, which is not gone, but not its inode number.
  const bool hidden = stat.error().code == "ESRCH" && pin.pollable && !has_ended(pin);
  if (!hidden) return stat.error();
  if (!linux_kernel::pidfds_have_own_inodes()) return posix::error_of(EACCES, "open", pin.pid);
  return identity_of(pin, ProcessStat{.pid = pin.pid});
}

std::int64_t start_time_unix_ms(std::uint64_t start) {
  const auto nanos_per_tick = kNanosPerSecond / static_cast<std::int64_t>(linux_kernel::ticks_per_second());
  return (boot_time_ns() + static_cast<std::int64_t>(start) * nanos_per_tick) / kNanosPerMilli;
}

std::uint64_t start_now() {
  const auto nanos_per_tick = kNanosPerSecond / static_cast<std::int64_t>(linux_kernel::ticks_per_second());
  return static_cast<std::uint64_t>(clock_ns(CLOCK_BOOTTIME) / nanos_per_tick);
}

std::uint64_t start_span(Millis time) {
  return static_cast<std::uint64_t>(time.count()) * linux_kernel::ticks_per_second() / Millis::period::den;
}

}  // namespace reeve::platform
