#include "platform/win32/kernel/job.h"

#include <algorithm>
#include <cstddef>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr std::size_t kFirstCount = 64;
constexpr double kWholeRate = 10'000;

DWORD access_for(JobRight right) {
  switch (right) {
    case JobRight::assign:
      return JOB_OBJECT_ASSIGN_PROCESS;
    case JobRight::kill:
      return JOB_OBJECT_TERMINATE | JOB_OBJECT_QUERY;
    case JobRight::watch:
      return JOB_OBJECT_SET_ATTRIBUTES | JOB_OBJECT_QUERY;
    case JobRight::keep:
      return JOB_OBJECT_TERMINATE | JOB_OBJECT_SET_ATTRIBUTES | JOB_OBJECT_QUERY;
    case JobRight::query:
      break;
  }
  return JOB_OBJECT_QUERY;
}

Status set_basic_orders(OsHandle job, const FolderOrders& orders) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION information{};
  // JOB_OBJECT_LIMIT_BREAKAWAY_OK is left out: that is what keeps everything in.
  DWORD& flags = information.BasicLimitInformation.LimitFlags;
  if (orders.ends_with_us) flags |= JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (orders.limits.memory_max) {
    flags |= JOB_OBJECT_LIMIT_JOB_MEMORY;
    information.JobMemoryLimit = static_cast<SIZE_T>(*orders.limits.memory_max);
  }
  if (orders.limits.pids_max) {
    flags |= JOB_OBJECT_LIMIT_ACTIVE_PROCESS;
    information.BasicLimitInformation.ActiveProcessLimit =
        static_cast<DWORD>(std::min<std::uint64_t>(*orders.limits.pids_max, MAXDWORD));
  }
  if (SetInformationJobObject(job, JobObjectExtendedLimitInformation, &information, sizeof information) == FALSE) {
    return last_error("SetInformationJobObject");
  }
  return Done{};
}

// In hundredths of a percent of all CPUs together, from 1 to 10,000.
Status set_cpu_limit(OsHandle job, double cpus) {
  const double all = static_cast<double>(GetActiveProcessorCount(ALL_PROCESSOR_GROUPS));
  JOBOBJECT_CPU_RATE_CONTROL_INFORMATION information{};
  information.ControlFlags = JOB_OBJECT_CPU_RATE_CONTROL_ENABLE | JOB_OBJECT_CPU_RATE_CONTROL_HARD_CAP;
  information.CpuRate = static_cast<DWORD>(std::clamp(cpus / all * kWholeRate, 1.0, kWholeRate));
  if (SetInformationJobObject(job, JobObjectCpuRateControlInformation, &information, sizeof information) != FALSE) {
    return Done{};
  }
  return last_error("SetInformationJobObject");
}

}  // namespace

Result<std::vector<std::string>> order_job(OsHandle job, const FolderOrders& orders) {
  const Status set = set_basic_orders(job, orders);
  if (!set.ok()) return set.error();
  std::vector<std::string> unkept;
  const JobLimits& limits = orders.limits;
  if (limits.memory_swap_max) unkept.emplace_back("limits.memory_swap_max: a job object limits memory and swap as one");
  if (limits.io_weight) unkept.emplace_back("limits.io_weight: a job object has no weight for input and output");
  const Status cpu = limits.cpu_max ? set_cpu_limit(job, *limits.cpu_max) : Status(Done{});
  if (!cpu.ok()) unkept.push_back("limits.cpu_max: " + message_of(cpu.error()));
  return unkept;
}

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
