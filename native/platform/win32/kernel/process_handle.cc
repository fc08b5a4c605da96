#include "platform/win32/kernel/process_handle.h"

#include <array>
#include <cerrno>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

// From the most to the least: what a protected process or another user's refuses is left out.
constexpr std::array kRights{
    DWORD{SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_SUSPEND_RESUME | PROCESS_QUERY_INFORMATION | PROCESS_VM_READ},
    DWORD{SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION},
    DWORD{SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION},
};

std::uint64_t to_number(const FILETIME& time) {
  return (std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime;
}

Error no_such_process(Pid pid) {
  return Error{.code = "ESRCH", .os = ERROR_INVALID_PARAMETER, .op = "OpenProcess", .pid = pid};
}

}  // namespace

Result<UniqueHandle> open_process(Pid pid) {
  for (const DWORD rights : kRights) {
    UniqueHandle process(OpenProcess(rights, FALSE, static_cast<DWORD>(pid)));
    if (process.valid()) {
      // OpenProcess ignores the two lowest bits of a pid: 4711 would open process 4708.
      if (GetProcessId(process.get()) != static_cast<DWORD>(pid)) return no_such_process(pid);
      return process;
    }
    if (GetLastError() != ERROR_ACCESS_DENIED) break;
  }
  // This is what a pid that nobody has is answered with.
  if (GetLastError() == ERROR_INVALID_PARAMETER) return no_such_process(pid);
  return last_error("OpenProcess", pid);
}

Result<CpuTime> cpu_time(OsHandle process, Pid pid) {
  FILETIME created;
  FILETIME exited;
  FILETIME kernel;
  FILETIME user;
  if (GetProcessTimes(process, &created, &exited, &kernel, &user) == FALSE) return last_error("GetProcessTimes", pid);
  return CpuTime{.start = to_number(created), .used = to_number(kernel) + to_number(user)};
}

Result<std::uint64_t> creation_time(OsHandle process, Pid pid) {
  const Result<CpuTime> time = cpu_time(process, pid);
  if (!time.ok()) return time.error();
  return time.value().start;
}

std::uint64_t now() {
  FILETIME time;
  GetSystemTimeAsFileTime(&time);
  return to_number(time);
}

}  // namespace reeve::windows
