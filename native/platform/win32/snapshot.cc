#include "core/platform.h"
#include "platform/win32/kernel/process_parameters.h"
#include "platform/win32/kernel/process_table.h"

namespace reeve::platform {

Result<std::vector<ProcessStat>> list_processes() {
  Result<std::vector<windows::TableRow>> rows = windows::read_process_table();
  if (!rows.ok()) return rows.error();
  std::vector<ProcessStat> all;
  all.reserve(rows.value().size());
  for (windows::TableRow& row : rows.value()) all.push_back(std::move(row.stat));
  return all;
}

Result<ProcessStat> read_stat(Pid pid) {
  const Result<Pin> pin = open_pin(pid);
  if (!pin.ok()) return pin.error();
  return read_pinned_stat(pin.value());
}

Result<std::uint64_t> birth_count() { return unsupported("Windows does not count the births of processes"); }

Result<Pid> newest_pid() { return unsupported("Windows gives out pids in no order"); }

std::optional<bool> carries_token(Pid pid, std::string_view variable, std::string_view token) {
  const Result<Pin> pin = open_pin(pid);
  if (!pin.ok() || has_ended(pin.value())) return false;
  const auto parameters = windows::read_parameters(pin.value().handle.get(), {.environment = true});
  if (!parameters) return false;
  for (const std::string& entry : parameters->environment) {
    const bool named = entry.size() > variable.size() && entry.starts_with(variable) && entry[variable.size()] == '=';
    if (named && has_token(std::string_view(entry).substr(variable.size() + 1), token)) return true;
  }
  return false;
}

}  // namespace reeve::platform
