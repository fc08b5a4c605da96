#include "core/platform.h"
#include "platform/win32/kernel/image_name.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/process_table.h"

namespace reeve::platform {
namespace {

constexpr std::int64_t kUnixEpochMillis = 11'644'473'600'000;  // from 1601 to 1970

}  // namespace

// A creation time counts from 1601 and not from the boot, so none is needed to tell boots apart.
Result<std::string> boot_id() { return std::string("0"); }

Result<ProcessStat> read_pinned_stat(const Pin& pin) {
  const Result<std::uint64_t> start = windows::creation_time(pin.handle.get(), pin.pid);
  if (!start.ok()) return start.error();
  ProcessStat stat{.pid = pin.pid, .ppid = windows::parent_of(pin.handle.get(), start.value())};
  stat.pgid = kNoGroup;
  stat.sid = kNoGroup;
  stat.state = has_ended(pin) ? ProcessState::zombie : ProcessState::unknown;
  stat.start = start.value();
  stat.name = windows::file_name_of(windows::image_path(pin.handle.get()).value_or(""));
  return stat;
}

Result<Identity> read_identity(const Pin& pin) {
  const Result<std::uint64_t> start = windows::creation_time(pin.handle.get(), pin.pid);
  if (!start.ok()) return start.error();
  return Identity{.boot = boot_id().value(), .pid = pin.pid, .start = start.value()};
}

Result<Identity> identity_of(const Pin& pin, const ProcessStat&) { return read_identity(pin); }

std::int64_t start_time_unix_ms(std::uint64_t start) {
  return static_cast<std::int64_t>(start / windows::kUnitsPerMilli) - kUnixEpochMillis;
}

// By the coarse clock, which is the one that creation times are taken from.
std::uint64_t start_now() { return windows::now(); }

std::uint64_t start_span(Millis time) { return static_cast<std::uint64_t>(time.count()) * windows::kUnitsPerMilli; }

}  // namespace reeve::platform
