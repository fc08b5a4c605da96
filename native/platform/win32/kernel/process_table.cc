#include "platform/win32/kernel/process_table.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/nt.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/text.h"

namespace reeve::windows {
namespace {

constexpr std::size_t kFirstSize = std::size_t{256} * 1024;
constexpr ULONG kReady = 1;
constexpr ULONG kRunning = 2;
constexpr ULONG kWaiting = 5;
constexpr ULONG kSuspended = 5;  // a wait reason
// Places in the counters of a ProcessEntry.
constexpr std::size_t kWorkingSet = 4;
constexpr std::size_t kReadBytes = 3;
constexpr std::size_t kWrittenBytes = 4;

Result<std::vector<std::byte>> query_table() {
  std::vector<std::byte> buffer(kFirstSize);
  for (;;) {
    ULONG needed = 0;
    const NTSTATUS status =
        NtQuerySystemInformation(SystemProcessInformation, buffer.data(), static_cast<ULONG>(buffer.size()), &needed);
    if (status >= 0) return buffer;
    if (status != kTooSmall) return status_error(status, "NtQuerySystemInformation");
    // More may be born until the next try.
    buffer.resize(std::max<std::size_t>(buffer.size() * 2, needed));
  }
}

ProcessState state_of(const ThreadEntry* threads, ULONG count) {
  bool waiting = count > 0;
  bool suspended = count > 0;
  for (ULONG index = 0; index < count; ++index) {
    const ThreadEntry& thread = threads[index];
    if (thread.state == kRunning || thread.state == kReady) return ProcessState::running;
    waiting = waiting && thread.state == kWaiting;
    suspended = suspended && thread.state == kWaiting && thread.wait_reason == kSuspended;
  }
  if (suspended) return ProcessState::stopped;
  return waiting ? ProcessState::sleeping : ProcessState::unknown;
}

std::vector<ThreadFacts> threads_of(const ThreadEntry* threads, ULONG count) {
  std::vector<ThreadFacts> all;
  all.reserve(count);
  for (ULONG index = 0; index < count; ++index) {
    const ThreadEntry& thread = threads[index];
    all.push_back({.tid = static_cast<std::int64_t>(thread.tid),
                   .state = state_of(&thread, 1),
                   .cpu_ms = (thread.times[0] + thread.times[1]) / kUnitsPerMilli});
  }
  std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.tid < other.tid; });
  return all;
}

TableRow row_of(const ProcessEntry& entry, bool with_threads) {
  const std::wstring_view name(entry.image_name.Buffer, entry.image_name.Length / sizeof(wchar_t));
  ProcessStat stat{.pid = static_cast<Pid>(entry.pid), .ppid = static_cast<Pid>(entry.parent_pid)};
  stat.pgid = kNoGroup;
  stat.sid = kNoGroup;
  stat.state = state_of(reinterpret_cast<const ThreadEntry*>(&entry + 1), entry.thread_count);
  stat.start = entry.creation_time;
  stat.name = to_utf8(name);
  const auto* threads = reinterpret_cast<const ThreadEntry*>(&entry + 1);
  TableRow row{.stat = std::move(stat), .threads = entry.thread_count};
  row.user_time = entry.user_time;
  row.kernel_time = entry.kernel_time;
  row.working_set = entry.memory_counters[kWorkingSet];
  row.read_bytes = entry.io_counters[kReadBytes];
  row.written_bytes = entry.io_counters[kWrittenBytes];
  for (ULONG index = 0; index < entry.thread_count; ++index) row.switches += threads[index].context_switches;
  if (with_threads) row.thread_list = threads_of(threads, entry.thread_count);
  return row;
}

void forget_impossible_parents(std::vector<TableRow>& rows) {
  std::unordered_map<Pid, std::uint64_t> starts;
  for (const TableRow& row : rows) starts.emplace(row.stat.pid, row.stat.start);
  for (TableRow& row : rows) {
    const auto parent = starts.find(row.stat.ppid);
    if (parent != starts.end() && parent->second > row.stat.start) row.stat.ppid = kNoPid;
  }
}

}  // namespace

Result<std::vector<TableRow>> read_process_table(bool with_threads) {
  const Result<std::vector<std::byte>> table = query_table();
  if (!table.ok()) return table.error();
  std::vector<TableRow> rows;
  for (const std::byte* at = table.value().data();;) {
    const auto& entry = *reinterpret_cast<const ProcessEntry*>(at);
    // Pid 0 is the idle process; one without threads has ended and only its handles are left.
    if (entry.pid != 0 && entry.thread_count > 0) rows.push_back(row_of(entry, with_threads));
    if (entry.next_entry == 0) break;
    at += entry.next_entry;
  }
  forget_impossible_parents(rows);
  return rows;
}

Pid parent_of(OsHandle process, std::uint64_t start) {
  BasicInformation basic{};
  if (NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, nullptr) < 0) return kNoPid;
  const auto pid = static_cast<Pid>(basic.parent_pid);
  const Result<UniqueHandle> parent = open_process(pid);
  if (!parent.ok()) return parent.error().code == "ESRCH" ? kNoPid : pid;
  const Result<std::uint64_t> born = creation_time(parent.value().get(), pid);
  const bool ended = WaitForSingleObject(parent.value().get(), 0) == WAIT_OBJECT_0;
  return ended || (born.ok() && born.value() > start) ? kNoPid : pid;
}

}  // namespace reeve::windows
