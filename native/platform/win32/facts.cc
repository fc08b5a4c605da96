#include "core/platform.h"
#include "platform/win32/kernel/account.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/image_name.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/parameter_facts.h"
#include "platform/win32/kernel/process_table.h"
#include "platform/win32/kernel/windows.h"
// After <windows.h>.
#include <psapi.h>

namespace reeve::platform {
namespace {

constexpr std::uint64_t kBytesPerKb = 1024;

void fill_from_times(ProcessFacts& facts, const windows::CpuTime& time) {
  const std::uint64_t now = start_now();
  facts.start_time_unix_ms = start_time_unix_ms(time.start);
  facts.age_ms = (now > time.start ? now - time.start : 0) / windows::kUnitsPerMilli;
  facts.cpu_ms = time.used / windows::kUnitsPerMilli;
}

void fill_memory(ProcessFacts& facts, OsHandle process) {
  PROCESS_MEMORY_COUNTERS counters{};
  if (GetProcessMemoryInfo(process, &counters, sizeof counters) == FALSE) return;
  facts.memory_kb = counters.WorkingSetSize / kBytesPerKb;
}

// Threads and state stand in the table of all processes only.
void fill_from_table(ProcessFacts& facts, ProcessStat& stat) {
  const Result<std::vector<windows::TableRow>> rows = windows::read_process_table();
  if (!rows.ok()) return;
  for (const windows::TableRow& row : rows.value()) {
    if (row.stat.pid != stat.pid || row.stat.start != stat.start) continue;
    facts.threads = row.threads;
    stat.state = row.stat.state;
    if (!row.stat.name.empty()) stat.name = row.stat.name;
  }
}

}  // namespace

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted& wanted) {
  const OsHandle process = pin.handle.get();
  Result<ProcessStat> stat = read_pinned_stat(pin);
  if (!stat.ok()) return stat.error();
  const Result<windows::CpuTime> time = windows::cpu_time(process, pin.pid);
  if (!time.ok()) return time.error();
  ProcessFacts facts;
  fill_from_times(facts, time.value());
  fill_from_table(facts, stat.value());
  facts.exe_path = windows::image_path(process);
  facts.user = windows::account_of(process);
  if (stat.value().state != ProcessState::zombie) {
    fill_memory(facts, process);
    windows::fill_parameters(facts, process, wanted);
  }
  facts.identity = Identity{.boot = boot_id().value(), .pid = pin.pid, .start = stat.value().start};
  facts.stat = std::move(stat.value());
  return facts;
}

}  // namespace reeve::platform
