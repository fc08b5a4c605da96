#include <libproc.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "platform/darwin/kernel/mach_units.h"
#include "platform/darwin/kernel/process_table.h"
#include "platform/posix/errors.h"
#include "platform/posix/kill.h"

namespace reeve::platform {
namespace {

constexpr std::uint64_t kBytesInKb = 1024;
constexpr std::size_t kFirstChildren = 256;

// For our own user's processes, or for root.
void fill_task_usage(Usage& usage, const UsageWanted& wanted, Pid pid) {
  proc_taskinfo task{};
  if (proc_pidinfo(pid, PROC_PIDTASKINFO, 0, &task, sizeof task) < static_cast<int>(sizeof task)) return;
  usage.cpu_user_ms = darwin_kernel::mach_to_ms(task.pti_total_user);
  usage.cpu_system_ms = darwin_kernel::mach_to_ms(task.pti_total_system);
  usage.memory_kb = task.pti_resident_size / kBytesInKb;
  usage.threads = static_cast<std::uint64_t>(task.pti_threadnum);
  // macOS counts both kinds as one.
  if (wanted.switches) usage.voluntary_switches = static_cast<std::uint64_t>(task.pti_csw);
}

void fill_io_usage(Usage& usage, Pid pid) {
  rusage_info_v2 used{};
  if (proc_pid_rusage(pid, RUSAGE_INFO_V2, reinterpret_cast<rusage_info_t*>(&used)) != 0) return;
  usage.io_read_bytes = used.ri_diskio_bytesread;
  usage.io_written_bytes = used.ri_diskio_byteswritten;
}

}  // namespace

struct Look::State {
  std::vector<Pid> pids;
};

Result<Look> Look::at_all() {
  const Result<std::vector<darwin_kernel::ProcessRecord>> records = darwin_kernel::list_records();
  if (!records.ok()) return records.error();
  std::vector<Pid> pids;
  pids.reserve(records.value().size());
  for (const darwin_kernel::ProcessRecord& record : records.value()) pids.push_back(record.stat.pid);
  return at(std::move(pids));
}

Result<Look> Look::at(std::vector<Pid> pids) {
  std::sort(pids.begin(), pids.end());
  pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
  return Look(std::make_shared<State>(State{.pids = std::move(pids)}));
}

const std::vector<Pid>& Look::pids() const { return state_->pids; }

// Threads one by one are not told here.
Result<std::optional<ProcessFacts>> Look::read(Pid pid, const FactsWanted& wanted, const AcceptsFacts& accepts) const {
  const Result<Pin> pin = open_pin(pid);
  if (!pin.ok()) return pin.error();
  const FactsWanted first{.cmdline = false, .owner = wanted.owner, .exe = false};
  Result<ProcessFacts> facts = read_facts(pin.value(), first);
  if (!facts.ok()) return facts.error();
  if (accepts && !accepts(facts.value())) return std::optional<ProcessFacts>();
  if (!wanted.cmdline && !wanted.env && !wanted.cwd && !wanted.exe) return std::optional(std::move(facts.value()));
  Result<ProcessFacts> rest = read_facts(pin.value(), wanted);
  if (!rest.ok()) return rest.error();
  return std::optional(std::move(rest.value()));
}

Result<ProcessUsage> Look::read_usage(const Pin& pin, const UsageWanted& wanted) const {
  ProcessUsage read;
  const FactsWanted nothing{.cmdline = false, .owner = false, .exe = false};
  Result<ProcessFacts> facts = read_facts(pin, nothing);
  if (!facts.ok()) return facts.error();
  read.age_ms = facts.value().age_ms;
  read.stat = std::move(*facts.value().stat);
  read.identity = std::move(facts.value().identity);
  fill_task_usage(read.usage, wanted, pin.pid);
  if (wanted.io) fill_io_usage(read.usage, pin.pid);
  if (is_gone(pin)) return posix::error_of(ESRCH, "proc_pidinfo", pin.pid);
  return read;
}

Result<std::optional<std::vector<Pid>>> read_children(Pid parent) {
  std::vector<Pid> children(kFirstChildren);
  for (;;) {
    const int bytes = static_cast<int>(children.size() * sizeof(Pid));
    // The number of children, and no error, when the parent is gone.
    const int count = proc_listchildpids(parent, children.data(), bytes);
    if (count < 0) return posix::last_error("proc_listchildpids", parent);
    if (static_cast<std::size_t>(count) < children.size()) {
      children.resize(static_cast<std::size_t>(count));
      std::erase_if(children, [](Pid pid) { return !is_pid(pid); });
      std::sort(children.begin(), children.end());
      return std::optional(std::move(children));
    }
    // Perhaps there are more.
    children.resize(children.size() * 2);
  }
}

Result<FolderUsage> read_folder_usage(const std::string&) { return unsupported("macOS has no folders for jobs"); }

Status signal_group(Pid pgid, int signal) { return posix::kill_group(pgid, signal); }

}  // namespace reeve::platform
