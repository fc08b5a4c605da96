#include <algorithm>
#include <cerrno>

#include "core/base/number.h"
#include "core/base/take.h"
#include "core/platform.h"
#include "platform/linux/decode/children.h"
#include "platform/linux/decode/counters.h"
#include "platform/linux/kernel/facts_reader.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/usage_files.h"
#include "platform/posix/errors.h"
#include "platform/posix/kill.h"

namespace reeve::platform {
namespace {

constexpr std::uint64_t kMillisInSecond = 1000;
constexpr std::uint64_t kMicrosInMilli = 1000;
constexpr std::uint64_t kBytesInKb = 1024;

// What stands in stat needs no pin: it is one read, so it is of one process.
bool is_all_in_stat(const FactsWanted& wanted) {
  return !wanted.identity && !wanted.owner && !wanted.cmdline && !wanted.exe && !wanted.env && !wanted.cwd &&
         !wanted.threads;
}

Result<std::optional<ProcessFacts>> read_stat_facts(Pid pid, const AcceptsFacts& accepts) {
  Result<linux_decode::StatLine> line = linux_kernel::read_stat_line(pid);
  if (!line.ok()) return line.error();
  const bool dead = linux_decode::is_dead(line.value());
  ProcessFacts facts;
  facts.identity.pid = pid;
  linux_kernel::fill_from_stat(facts, std::move(line.value()));
  if (facts.stat->state == ProcessState::zombie && !dead) facts.stat->state = ProcessState::unknown;
  if (accepts && !accepts(facts)) return std::optional<ProcessFacts>();
  return std::optional(std::move(facts));
}

// The file is not there at all in a kernel without CONFIG_PROC_CHILDREN. Our own shows which it is.
bool has_children_files() {
  static const bool has = linux_kernel::read_file("/proc/thread-self/children").ok();
  return has;
}

Result<std::string> folder_file(const std::string& path, const char* name) {
  return linux_kernel::read_file((path + "/" + name).c_str());
}

}  // namespace

struct Look::State {
  std::vector<Pid> pids;
};

Result<Look> Look::at_all() {
  Result<std::vector<Pid>> pids = linux_kernel::list_numbers("/proc");
  if (!pids.ok()) return pids.error();
  return at(std::move(pids.value()));
}

Result<Look> Look::at(std::vector<Pid> pids) {
  std::sort(pids.begin(), pids.end());
  pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
  return Look(std::make_shared<State>(State{.pids = std::move(pids)}));
}

const std::vector<Pid>& Look::pids() const { return state_->pids; }

Result<std::optional<ProcessFacts>> Look::read(Pid pid, const FactsWanted& wanted, const AcceptsFacts& accepts) const {
  if (is_all_in_stat(wanted)) return read_stat_facts(pid, accepts);
  const Result<Pin> pin = open_pin(pid);
  if (!pin.ok()) return pin.error();
  return linux_kernel::read_pinned_facts(pin.value(), wanted, accepts);
}

Result<ProcessUsage> Look::read_usage(const Pin& pin, const UsageWanted& wanted) const {
  Result<linux_decode::StatLine> line = linux_kernel::read_stat_line(pin.pid);
  if (!line.ok()) return line.error();
  const std::uint64_t ticks = linux_kernel::ticks_per_second();
  ProcessFacts facts;
  ProcessUsage read;
  read.usage.cpu_user_ms = line.value().user_ticks * kMillisInSecond / ticks;
  read.usage.cpu_system_ms = (line.value().cpu_ticks - line.value().user_ticks) * kMillisInSecond / ticks;
  linux_kernel::fill_from_stat(facts, std::move(line.value()));
  read.usage.memory_kb = facts.memory_kb;
  read.usage.threads = facts.threads;
  read.age_ms = facts.age_ms;
  if (wanted.io) linux_kernel::fill_io(read.usage, pin.pid);
  if (wanted.switches) linux_kernel::fill_switches(read.usage, pin.pid);
  // One that hangs in the kernel may hold its memory lock for as long as it hangs.
  if (wanted.pss && facts.stat->state != ProcessState::disk_sleep) linux_kernel::fill_pss(read.usage, pin.pid);
  if (is_gone(pin)) return posix::error_of(ESRCH, "pidfd_send_signal", pin.pid);
  if (facts.stat->state == ProcessState::zombie && !has_ended(pin)) facts.stat->state = ProcessState::unknown;
  Result<Identity> identity = identity_of(pin, *facts.stat);
  if (!identity.ok()) return identity.error();
  read.stat = std::move(*facts.stat);
  read.identity = std::move(identity.value());
  return read;
}

// A children file holds what one thread forked, so there is one to read for each thread (proc_pid_children(5)).
Result<std::optional<std::vector<Pid>>> read_children(Pid parent) {
  if (!has_children_files()) return std::optional<std::vector<Pid>>();
  std::vector<Pid> children;
  const Result<std::vector<Pid>> tids = linux_kernel::list_threads(parent);
  if (!tids.ok()) {
    if (tids.error().os == ENOENT || tids.error().os == ESRCH) return std::optional(std::move(children));
    return tids.error();
  }
  for (const Pid tid : tids.value()) {
    const auto text = linux_kernel::read_file(linux_kernel::ThreadPath(parent, tid, "children").c_str());
    if (!text.ok() && text.error().os != ENOENT && text.error().os != ESRCH) return text.error();
    if (!text.ok()) continue;
    linux_decode::parse_children(text.value(), children);
  }
  std::sort(children.begin(), children.end());
  return std::optional(std::move(children));
}

Result<FolderUsage> read_folder_usage(const std::string& path) {
  const Result<std::string> cpu = folder_file(path, "cpu.stat");
  if (!cpu.ok()) return cpu.error();
  const Result<std::vector<Pid>> members = folder_members(path);
  if (!members.ok()) return members.error();
  FolderUsage read;
  read.processes = members.value().size();
  const auto millis_of = [&](std::string_view label) -> std::optional<std::uint64_t> {
    const auto micros = linux_decode::counter_of_line(cpu.value(), label);
    return micros ? std::optional(*micros / kMicrosInMilli) : std::nullopt;
  };
  read.usage.cpu_user_ms = millis_of("user_usec");
  read.usage.cpu_system_ms = millis_of("system_usec");
  // Only where the controllers are switched on for this cgroup.
  if (const auto memory = folder_file(path, "memory.current"); memory.ok()) {
    std::string_view text = memory.value();
    const auto bytes = to_number<std::uint64_t>(take_until(text, '\n'));
    if (bytes) read.usage.memory_kb = *bytes / kBytesInKb;
  }
  if (const auto io = folder_file(path, "io.stat"); io.ok()) {
    read.usage.io_read_bytes = linux_decode::sum_of_counters(io.value(), "rbytes");
    read.usage.io_written_bytes = linux_decode::sum_of_counters(io.value(), "wbytes");
  }
  return read;
}

Status signal_group(Pid pgid, int signal) { return posix::kill_group(pgid, signal); }

}  // namespace reeve::platform
