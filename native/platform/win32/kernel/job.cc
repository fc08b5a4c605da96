#include "platform/win32/kernel/job.h"

#include <cstddef>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr std::size_t kFirstCount = 64;

DWORD access_for(JobRight right) {
  switch (right) {
    case JobRight::assign:
      return JOB_OBJECT_ASSIGN_PROCESS;
    case JobRight::kill:
      return JOB_OBJECT_TERMINATE | JOB_OBJECT_QUERY;
    case JobRight::watch:
      return JOB_OBJECT_SET_ATTRIBUTES | JOB_OBJECT_QUERY;
    case JobRight::query:
      break;
  }
  return JOB_OBJECT_QUERY;
}

}  // namespace

Result<UniqueHandle> open_job(const std::string& name, JobRight right) {
  const Result<std::wstring> wide = to_utf16(name);
  if (!wide.ok()) return wide.error();
  UniqueHandle job(OpenJobObjectW(access_for(right), FALSE, wide.value().c_str()));
  if (!job.valid()) return last_error("OpenJobObject");
  return job;
}

Result<std::vector<Pid>> job_members(OsHandle job) {
  std::size_t room = kFirstCount;
  for (;;) {
    std::vector<std::byte> buffer(sizeof(JOBOBJECT_BASIC_PROCESS_ID_LIST) + room * sizeof(ULONG_PTR));
    auto& list = *reinterpret_cast<JOBOBJECT_BASIC_PROCESS_ID_LIST*>(buffer.data());
    const BOOL complete =
        QueryInformationJobObject(job, JobObjectBasicProcessIdList, &list, static_cast<DWORD>(buffer.size()), nullptr);
    if (complete == FALSE && GetLastError() != ERROR_MORE_DATA) return last_error("QueryInformationJobObject");
    if (complete != FALSE && list.NumberOfProcessIdsInList >= list.NumberOfAssignedProcesses) {
      std::vector<Pid> pids;
      for (DWORD at = 0; at < list.NumberOfProcessIdsInList; ++at) {
        pids.push_back(static_cast<Pid>(list.ProcessIdList[at]));
      }
      return pids;
    }
    room *= 2;
  }
}

Result<std::uint32_t> count_active(OsHandle job) {
  JOBOBJECT_BASIC_ACCOUNTING_INFORMATION accounting{};
  if (QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &accounting, sizeof accounting, nullptr) ==
      FALSE) {
    return last_error("QueryInformationJobObject");
  }
  return std::uint32_t{accounting.ActiveProcesses};
}

}  // namespace reeve::windows
