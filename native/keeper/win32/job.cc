#include "keeper/win32/job.h"

#include <windows.h>

namespace reeve::keeper {
namespace {

constexpr UINT kKilledExitCode = 1;  // the same as platform/win32/kernel/signals.h
constexpr DWORD kAtOnce = 64;

// What QueryInformationJobObject(JobObjectBasicProcessIdList) answers; the first of the pids if there are more.
struct Pids {
  DWORD assigned = 0;
  DWORD listed = 0;
  ULONG_PTR pids[kAtOnce] = {};
};

}  // namespace

bool Job::outlive_us(void* first) const {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION information{};
  if (QueryInformationJobObject(handle_, JobObjectExtendedLimitInformation, &information, sizeof information,
                                nullptr) == FALSE) {
    return false;
  }
  information.BasicLimitInformation.LimitFlags &= ~static_cast<DWORD>(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE);
  if (SetInformationJobObject(handle_, JobObjectExtendedLimitInformation, &information, sizeof information) == FALSE) {
    return false;
  }
  HANDLE copy = nullptr;
  // Only needed once this keeper is killed.
  DuplicateHandle(GetCurrentProcess(), handle_, first, &copy, JOB_OBJECT_QUERY, FALSE, 0);
  return true;
}

void Job::end() const { TerminateJobObject(handle_, kKilledExitCode); }

void* Job::open_member(std::uint32_t pid) const {
  HANDLE process = OpenProcess(SYNCHRONIZE | PROCESS_QUERY_INFORMATION, FALSE, pid);
  if (process == nullptr) process = OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
  if (process == nullptr) return nullptr;
  // The pid may have been given away since it was listed.
  BOOL inside = FALSE;
  if (IsProcessInJob(process, handle_, &inside) != FALSE && inside != FALSE) return process;
  CloseHandle(process);
  return nullptr;
}

Job::Members Job::next(void*& member) const {
  Pids found;
  const BOOL complete = QueryInformationJobObject(handle_, JobObjectBasicProcessIdList, &found, sizeof found, nullptr);
  if (complete == FALSE && GetLastError() != ERROR_MORE_DATA) return Members::unknown;
  if (complete != FALSE && found.listed == 0) return Members::none;
  for (DWORD at = 0; at < found.listed && at < kAtOnce; ++at) {
    member = open_member(static_cast<std::uint32_t>(found.pids[at]));
    if (member != nullptr) return Members::some;
  }
  return Members::unknown;
}

}  // namespace reeve::keeper
