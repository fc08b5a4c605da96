#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/nt.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/signals.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::platform {
namespace {

Error ended_error(Pid pid) { return Error{.code = "ESRCH", .op = "TerminateProcess", .pid = pid}; }

Status terminate(const Pin& pin) {
  if (TerminateProcess(pin.handle.get(), windows::kKilledExitCode) != FALSE) return Done{};
  Error refused = windows::last_error("TerminateProcess", pin.pid);
  // A process that has ended refuses too.
  if (has_ended(pin)) return ended_error(pin.pid);
  return refused;
}

Status status_of(NTSTATUS status, std::string_view op, const Pin& pin) {
  if (status >= 0) return Done{};
  return windows::status_error(status, op, pin.pid);
}

}  // namespace

Result<Pin> open_pin(Pid pid) {
  Result<UniqueHandle> process = windows::open_process(pid);
  if (!process.ok()) return process.error();
  return Pin{.pid = pid, .handle = std::move(process.value())};
}

Result<Pin> copy_pin(const Pin& pin) {
  OsHandle copy = kInvalidHandle;
  if (DuplicateHandle(GetCurrentProcess(), pin.handle.get(), GetCurrentProcess(), &copy, 0, FALSE,
                      DUPLICATE_SAME_ACCESS) == FALSE) {
    return windows::last_error("DuplicateHandle", pin.pid);
  }
  return Pin{.pid = pin.pid, .handle = UniqueHandle(copy), .pollable = pin.pollable};
}

bool has_ended(const Pin& pin) { return WaitForSingleObject(pin.handle.get(), 0) == WAIT_OBJECT_0; }

// Nobody reaps on Windows: a pid stays taken while a handle is open, ours or anybody's.
bool is_gone(const Pin& pin) { return has_ended(pin); }

Status send_signal(const Pin& pin, int signal) {
  if (has_ended(pin)) return ended_error(pin.pid);
  switch (signal) {
    case windows::kKill:
      return terminate(pin);
    case windows::kSuspend:
      return status_of(NtSuspendProcess(pin.handle.get()), "NtSuspendProcess", pin);
    case windows::kResume:
      return status_of(NtResumeProcess(pin.handle.get()), "NtResumeProcess", pin);
    default:
      return windows::ask_to_end(pin);
  }
}

Status send_signal_to_group(const Pin&, int) { return unsupported("Windows has no process groups"); }

Status send_signal_to_group_of(const Pin&, Pid, int) { return unsupported("Windows has no process groups"); }

}  // namespace reeve::platform
