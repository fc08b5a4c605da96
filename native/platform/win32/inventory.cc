#include <algorithm>
#include <unordered_map>

#include "core/platform.h"
#include "platform/win32/kernel/account.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/image_name.h"
#include "platform/win32/kernel/job.h"
#include "platform/win32/kernel/parameter_facts.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/process_table.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::platform {
namespace {

constexpr std::uint64_t kBytesInKb = 1024;

std::uint64_t age_ms_of(std::uint64_t start) {
  const std::uint64_t now = start_now();
  return (now > start ? now - start : 0) / windows::kUnitsPerMilli;
}

// What the table of all processes tells, without a handle.
ProcessFacts facts_of(const windows::TableRow& row, const FactsWanted& wanted) {
  ProcessFacts facts;
  facts.stat = row.stat;
  facts.identity = Identity{.boot = boot_id().value(), .pid = row.stat.pid, .start = row.stat.start};
  facts.start_time_unix_ms = start_time_unix_ms(row.stat.start);
  facts.age_ms = age_ms_of(row.stat.start);
  facts.cpu_ms = (row.user_time + row.kernel_time) / windows::kUnitsPerMilli;
  facts.memory_kb = row.working_set / kBytesInKb;
  facts.threads = row.threads;
  if (wanted.threads) facts.thread_list = row.thread_list;
  return facts;
}

// nullopt: we are not given a handle (a system process), and what needs one can't be read.
Result<std::optional<UniqueHandle>> open_same(const ProcessStat& stat) {
  Result<UniqueHandle> process = windows::open_process(stat.pid);
  if (!process.ok()) {
    if (process.error().code == "ESRCH") return process.error();
    return std::optional<UniqueHandle>();
  }
  const Result<std::uint64_t> born = windows::creation_time(process.value().get(), stat.pid);
  if (!born.ok()) return std::optional<UniqueHandle>();
  if (born.value() != stat.start) return Error{.code = "ESRCH", .op = "OpenProcess", .pid = stat.pid};
  return std::optional(std::move(process.value()));
}

using Rows = std::unordered_map<Pid, windows::TableRow>;

// Windows tells of one process only what a handle tells, so the table is read in any case: one system call.
Result<Rows> read_rows() {
  Result<std::vector<windows::TableRow>> table = windows::read_process_table(true);
  if (!table.ok()) return table.error();
  Rows rows;
  for (windows::TableRow& row : table.value()) rows.emplace(row.stat.pid, std::move(row));
  return rows;
}

}  // namespace

struct Look::State {
  std::vector<Pid> pids;
  Rows rows;
};

Result<Look> Look::at_all() {
  Result<Rows> rows = read_rows();
  if (!rows.ok()) return rows.error();
  std::vector<Pid> pids;
  for (const auto& [pid, row] : rows.value()) pids.push_back(pid);
  std::sort(pids.begin(), pids.end());
  return Look(std::make_shared<State>(State{.pids = std::move(pids), .rows = std::move(rows.value())}));
}

Result<Look> Look::at(std::vector<Pid> pids) {
  Result<Rows> rows = read_rows();
  if (!rows.ok()) return rows.error();
  std::sort(pids.begin(), pids.end());
  pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
  return Look(std::make_shared<State>(State{.pids = std::move(pids), .rows = std::move(rows.value())}));
}

const std::vector<Pid>& Look::pids() const { return state_->pids; }

Result<std::optional<ProcessFacts>> Look::read(Pid pid, const FactsWanted& wanted, const AcceptsFacts& accepts) const {
  const auto row = state_->rows.find(pid);
  if (row == state_->rows.end()) return Error{.code = "ESRCH", .op = "NtQuerySystemInformation", .pid = pid};
  ProcessFacts facts = facts_of(row->second, wanted);
  std::optional<UniqueHandle> process;
  if (wanted.owner || wanted.exe || wanted.cmdline || wanted.env || wanted.cwd) {
    Result<std::optional<UniqueHandle>> opened = open_same(row->second.stat);
    if (!opened.ok()) return opened.error();
    process = std::move(opened.value());
  }
  if (process && wanted.owner) facts.user = windows::account_of(process->get());
  if (accepts && !accepts(facts)) return std::optional<ProcessFacts>();
  if (process && wanted.exe) facts.exe_path = windows::image_path(process->get());
  if (process) windows::fill_parameters(facts, process->get(), wanted);
  return std::optional(std::move(facts));
}

Result<ProcessUsage> Look::read_usage(const Pin& pin, const UsageWanted& wanted) const {
  Result<ProcessStat> stat = read_pinned_stat(pin);
  if (!stat.ok()) return stat.error();
  const auto row = state_->rows.find(pin.pid);
  // Ended before the look was taken, or born after it.
  if (row == state_->rows.end() || row->second.stat.start != stat.value().start) {
    return Error{.code = "ESRCH", .op = "NtQuerySystemInformation", .pid = pin.pid};
  }
  const windows::TableRow& seen = row->second;
  ProcessUsage read;
  read.identity = Identity{.boot = boot_id().value(), .pid = pin.pid, .start = seen.stat.start};
  read.age_ms = age_ms_of(seen.stat.start);
  read.stat = std::move(stat.value());
  if (read.stat.state != ProcessState::zombie) read.stat.state = seen.stat.state;
  read.usage.cpu_user_ms = seen.user_time / windows::kUnitsPerMilli;
  read.usage.cpu_system_ms = seen.kernel_time / windows::kUnitsPerMilli;
  read.usage.memory_kb = seen.working_set / kBytesInKb;
  read.usage.threads = seen.threads;
  if (wanted.io) read.usage.io_read_bytes = seen.read_bytes;
  if (wanted.io) read.usage.io_written_bytes = seen.written_bytes;
  // Windows counts both kinds as one.
  if (wanted.switches) read.usage.voluntary_switches = seen.switches;
  return read;
}

// A parent's number stands in the table of all processes and nowhere else.
Result<std::optional<std::vector<Pid>>> read_children(Pid) { return std::optional<std::vector<Pid>>(); }

Result<FolderUsage> read_folder_usage(const std::string& path) {
  const Result<UniqueHandle> job = windows::open_job(path, windows::JobRight::query);
  if (!job.ok()) return job.error();
  JOBOBJECT_BASIC_AND_IO_ACCOUNTING_INFORMATION counted{};
  if (QueryInformationJobObject(job.value().get(), JobObjectBasicAndIoAccountingInformation, &counted, sizeof counted,
                                nullptr) == FALSE) {
    if (GetLastError() == ERROR_INVALID_FUNCTION) return unsupported("no job object counts here what it used");  // Wine
    return windows::last_error("QueryInformationJobObject");
  }
  FolderUsage read;
  read.processes = counted.BasicInfo.ActiveProcesses;
  read.usage.cpu_user_ms =
      static_cast<std::uint64_t>(counted.BasicInfo.TotalUserTime.QuadPart) / windows::kUnitsPerMilli;
  read.usage.cpu_system_ms =
      static_cast<std::uint64_t>(counted.BasicInfo.TotalKernelTime.QuadPart) / windows::kUnitsPerMilli;
  read.usage.io_read_bytes = counted.IoInfo.ReadTransferCount;
  read.usage.io_written_bytes = counted.IoInfo.WriteTransferCount;
  return read;
}

Status signal_group(Pid, int) { return unsupported("Windows has no process groups"); }

}  // namespace reeve::platform
