#include <cerrno>

#include "core/platform.h"
#include "platform/darwin/kernel/argument_block.h"
#include "platform/darwin/kernel/process_table.h"
#include "platform/posix/entries.h"

namespace reeve::platform {

Result<std::vector<ProcessStat>> list_processes() {
  Result<std::vector<darwin_kernel::ProcessRecord>> records = darwin_kernel::list_records();
  if (!records.ok()) return records.error();
  std::vector<ProcessStat> all;
  all.reserve(records.value().size());
  for (darwin_kernel::ProcessRecord& record : records.value()) {
    if (record.stat.state != ProcessState::zombie) all.push_back(std::move(record.stat));
  }
  return all;
}

Result<ProcessStat> read_stat(Pid pid) {
  Result<darwin_kernel::ProcessRecord> record = darwin_kernel::read_record(pid);
  if (!record.ok()) return record.error();
  return std::move(record.value().stat);
}

Result<std::uint64_t> birth_count() { return unsupported("macOS does not count the births of processes"); }

Result<Pid> newest_pid() { return unsupported("macOS does not tell which pid it gave out last"); }

std::optional<bool> carries_token(Pid pid, std::string_view variable, std::string_view token) {
  const auto arguments = darwin_kernel::read_arguments(pid);
  // EIO: its memory was just being exchanged, as in the middle of an exec.
  if (!arguments.ok()) return arguments.error().os == EIO ? std::nullopt : std::optional(false);
  return posix::carries_token(arguments.value().environment, variable, token);
}

}  // namespace reeve::platform
