#include "platform/darwin/kernel/process_table.h"

#include <sys/proc.h>
#include <sys/sysctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "platform/darwin/decode/start.h"
#include "platform/darwin/decode/state.h"
#include "platform/posix/errors.h"

namespace reeve::darwin_kernel {
namespace {

static_assert(SSTOP == darwin_decode::kStopped && SZOMB == darwin_decode::kZombie);

constexpr int kListTries = 8;
constexpr std::size_t kSpareEntries = 64;  // born between the question for the size and the list

ProcessRecord to_record(const kinfo_proc& entry) {
  const extern_proc& process = entry.kp_proc;
  ProcessRecord record;
  record.stat.pid = process.p_pid;
  record.stat.ppid = entry.kp_eproc.e_ppid;
  record.stat.pgid = entry.kp_eproc.e_pgid;
  // The table has no session: asked by number, so of a process that took the pid meanwhile it would be that one's. Core
  // compares starts once it has a pin.
  const pid_t sid = getsid(process.p_pid);
  record.stat.sid = sid > 0 ? sid : kNoPid;
  record.stat.state = darwin_decode::state_of(process.p_stat, std::nullopt);
  record.stat.start = darwin_decode::to_start(process.p_starttime.tv_sec, process.p_starttime.tv_usec);
  record.stat.name.assign(process.p_comm, strnlen(process.p_comm, sizeof process.p_comm));
  record.status = process.p_stat;
  record.uid = entry.kp_eproc.e_ucred.cr_uid;
  record.exit_word = process.p_xstat;
  return record;
}

Result<std::vector<kinfo_proc>> read_table() {
  std::array<int, 3> name{CTL_KERN, KERN_PROC, KERN_PROC_ALL};
  std::vector<kinfo_proc> entries;
  for (int tries = 0; tries < kListTries; ++tries) {
    std::size_t bytes = 0;
    if (sysctl(name.data(), name.size(), nullptr, &bytes, nullptr, 0) != 0) return posix::last_error("sysctl");
    entries.resize(bytes / sizeof(kinfo_proc) + kSpareEntries);
    bytes = entries.size() * sizeof(kinfo_proc);
    if (sysctl(name.data(), name.size(), entries.data(), &bytes, nullptr, 0) == 0) {
      entries.resize(bytes / sizeof(kinfo_proc));
      return entries;
    }
    // ENOMEM: more were born than there was room for, and the list is not complete.
    if (errno != ENOMEM) return posix::last_error("sysctl");
  }
  return posix::error_of(EAGAIN, "sysctl");
}

}  // namespace

Result<ProcessRecord> read_record(Pid pid) {
  std::array<int, 4> name{CTL_KERN, KERN_PROC, KERN_PROC_PID, pid};
  kinfo_proc entry{};
  std::size_t bytes = sizeof entry;
  if (sysctl(name.data(), name.size(), &entry, &bytes, nullptr, 0) != 0) return posix::last_error("sysctl", pid);
  // No such process is no failure to sysctl, only an empty answer.
  if (bytes < sizeof entry || entry.kp_proc.p_pid != pid) return posix::error_of(ESRCH, "sysctl", pid);
  return to_record(entry);
}

Result<std::vector<ProcessRecord>> list_records() {
  const Result<std::vector<kinfo_proc>> entries = read_table();
  if (!entries.ok()) return entries.error();
  std::vector<ProcessRecord> records;
  records.reserve(entries.value().size());
  for (const kinfo_proc& entry : entries.value()) {
    if (is_pid(entry.kp_proc.p_pid)) records.push_back(to_record(entry));  // not 0, the kernel itself
  }
  return records;
}

}  // namespace reeve::darwin_kernel
