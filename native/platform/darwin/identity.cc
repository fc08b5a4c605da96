#include <sys/sysctl.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <mutex>

#include "core/platform.h"
#include "platform/darwin/decode/start.h"
#include "platform/darwin/kernel/process_table.h"
#include "platform/posix/boot_uuid.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

Result<std::string> read_boot_id() {
  std::array<char, 64> uuid{};
  std::size_t size = uuid.size();
  if (sysctlbyname("kern.bootsessionuuid", uuid.data(), &size, nullptr, 0) != 0) return posix::last_error("sysctl");
  std::string id = posix::to_boot_id(uuid.data());
  if (id.empty()) return posix::error_of(EIO, "sysctl");
  return id;
}

}  // namespace

Result<std::string> boot_id() {
  static std::mutex mutex;
  static std::string id;
  const std::lock_guard lock(mutex);
  if (!id.empty()) return id;
  Result<std::string> read = read_boot_id();
  if (read.ok()) id = read.value();
  return read;
}

Result<ProcessStat> read_pinned_stat(const Pin& pin) {
  Result<darwin_kernel::ProcessRecord> record = darwin_kernel::read_record(pin.pid);
  if (!record.ok()) return record.error();
  // The unique id is read after: if the pid still is the pinned process' own, it was all the time.
  if (is_gone(pin)) return posix::error_of(ESRCH, "proc_pidinfo", pin.pid);
  return std::move(record.value().stat);
}

Result<Identity> identity_of(const Pin& pin, const ProcessStat& stat) {
  Result<std::string> boot = boot_id();
  if (!boot.ok()) return boot.error();
  return Identity{.boot = std::move(boot.value()), .pid = pin.pid, .start = stat.start, .unique = pin.unique};
}

Result<Identity> read_identity(const Pin& pin) {
  const Result<ProcessStat> stat = read_pinned_stat(pin);
  if (!stat.ok()) return stat.error();
  return identity_of(pin, stat.value());
}

std::int64_t start_time_unix_ms(std::uint64_t start) { return darwin_decode::start_to_unix_ms(start); }

std::uint64_t start_now() {
  timeval now{};
  gettimeofday(&now, nullptr);
  return darwin_decode::to_start(now.tv_sec, now.tv_usec);
}

std::uint64_t start_span(Millis time) { return darwin_decode::to_start(0, std::chrono::microseconds(time).count()); }

}  // namespace reeve::platform
