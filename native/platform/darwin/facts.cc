#include <libproc.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/platform.h"
#include "platform/darwin/decode/start.h"
#include "platform/darwin/decode/state.h"
#include "platform/darwin/kernel/argument_block.h"
#include "platform/darwin/kernel/mach_units.h"
#include "platform/darwin/kernel/process_table.h"
#include "platform/posix/entries.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

using darwin_kernel::ProcessRecord;

constexpr std::uint64_t kBytesPerKb = 1024;

void fill_from_record(ProcessFacts& facts, ProcessRecord record) {
  const std::uint64_t start = record.stat.start;
  facts.start_time_unix_ms = start_time_unix_ms(start);
  facts.age_ms = darwin_decode::age_ms(start, start_now());
  facts.uid = record.uid;
  facts.stat = std::move(record.stat);
}

// For our own user's processes, or for root.
void fill_from_task(ProcessFacts& facts, Pid pid, int status) {
  proc_taskinfo task{};
  if (proc_pidinfo(pid, PROC_PIDTASKINFO, 0, &task, sizeof task) < static_cast<int>(sizeof task)) return;
  facts.cpu_ms = darwin_kernel::mach_to_ms(task.pti_total_user + task.pti_total_system);
  facts.memory_kb = task.pti_resident_size / kBytesPerKb;
  facts.threads = static_cast<std::uint32_t>(task.pti_threadnum);
  facts.stat->state = darwin_decode::state_of(status, task.pti_numrunning);
}

std::optional<std::string> read_exe_path(Pid pid) {
  std::array<char, PROC_PIDPATHINFO_MAXSIZE> path;
  const int size = proc_pidpath(pid, path.data(), static_cast<std::uint32_t>(path.size()));
  if (size <= 0) return std::nullopt;
  return std::string(path.data(), static_cast<std::size_t>(size));
}

std::optional<std::string> read_cwd(Pid pid) {
  proc_vnodepathinfo paths{};
  if (proc_pidinfo(pid, PROC_PIDVNODEPATHINFO, 0, &paths, sizeof paths) < static_cast<int>(sizeof paths)) {
    return std::nullopt;
  }
  std::string path(paths.pvi_cdir.vip_path);
  if (path.empty()) return std::nullopt;  // its folder was removed
  return path;
}

// Accounts of people are in Open Directory and not in /etc/passwd, so the system's own cache is asked. On a machine
// bound to a network directory that may go over the network.
std::optional<std::string> user_name(std::uint32_t uid) {
  std::array<char, 4096> strings;
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, strings.data(), strings.size(), &found) != 0 || found == nullptr) return std::nullopt;
  return std::string(found->pw_name);
}

void fill_arguments(ProcessFacts& facts, Pid pid, const FactsWanted& wanted) {
  if (!wanted.cmdline && !wanted.env) return;
  auto read = darwin_kernel::read_arguments(pid);
  if (!read.ok()) return;
  if (wanted.cmdline) facts.cmdline = std::move(read.value().arguments);
  // Empty is what the kernel makes of an environment it keeps to itself.
  if (wanted.env && !read.value().environment.empty()) {
    facts.env = posix::to_variables(posix::split_entries(read.value().environment));
  }
}

}  // namespace

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted& wanted) {
  ProcessFacts facts;
  Result<ProcessRecord> record = darwin_kernel::read_record(pin.pid);
  if (!record.ok()) return record.error();
  const int status = record.value().status;
  fill_from_record(facts, std::move(record.value()));
  fill_from_task(facts, pin.pid, status);
  fill_arguments(facts, pin.pid, wanted);
  if (wanted.exe) facts.exe_path = read_exe_path(pin.pid);
  if (wanted.cwd) facts.cwd = read_cwd(pin.pid);
  if (wanted.owner && facts.uid) facts.user = user_name(*facts.uid);
  // Asked last: if the pid still is the pinned process' own, all that was read is its.
  if (is_gone(pin)) return posix::error_of(ESRCH, "proc_pidinfo", pin.pid);
  Result<Identity> identity = identity_of(pin, *facts.stat);
  if (!identity.ok()) return identity.error();
  facts.identity = std::move(identity.value());
  return facts;
}

}  // namespace reeve::platform
