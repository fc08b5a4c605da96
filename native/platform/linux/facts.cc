#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>

#include "core/platform.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/linux/kernel/users.h"
#include "platform/posix/entries.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

using linux_decode::StatLine;
using linux_kernel::ProcPath;

constexpr std::uint64_t kMillisPerSecond = 1000;
constexpr std::uint64_t kBytesPerKb = 1024;

std::optional<std::string> read_link(Pid pid, const char* file) {
  std::array<char, PATH_MAX> target;
  const ssize_t size = readlink(ProcPath(pid, file).c_str(), target.data(), target.size());
  if (size < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

std::optional<std::vector<std::string>> read_entries(Pid pid, const char* file) {
  const auto bytes = linux_kernel::read_proc(pid, file);
  if (!bytes.ok()) return std::nullopt;
  return posix::split_entries(bytes.value());
}

std::optional<std::map<std::string, std::string>> read_env(Pid pid) {
  const auto entries = read_entries(pid, "environ");
  if (!entries) return std::nullopt;
  return posix::to_variables(*entries);
}

void fill_from_stat(ProcessFacts& facts, StatLine line) {
  const std::uint64_t ticks = linux_kernel::ticks_per_second();
  const std::uint64_t now = start_now();
  const std::uint64_t start = line.stat.start;
  facts.start_time_unix_ms = start_time_unix_ms(start);
  facts.age_ms = (now > start ? now - start : 0) * kMillisPerSecond / ticks;
  facts.cpu_ms = line.cpu_ticks * kMillisPerSecond / ticks;
  facts.memory_kb = line.rss_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / kBytesPerKb;
  facts.threads = line.threads;
  facts.stat = std::move(line.stat);
}

void fill_owner(ProcessFacts& facts, Pid pid) {
  facts.uid = linux_kernel::owner_of(pid);
  if (facts.uid) facts.user = linux_kernel::user_name(*facts.uid);
}

// cmdline and environ take the target's memory lock. A process that sleeps uninterruptibly may hold it for as long as a
// dead file server likes; `ps` hangs on such a one, the caller of this must not.
void fill_memory_of_process(ProcessFacts& facts, Pid pid, const FactsWanted& wanted) {
  if (facts.stat && facts.stat->state == ProcessState::disk_sleep) {
    if (wanted.cmdline || wanted.env) facts.warnings.emplace_back("in uninterruptible sleep: cmdline and env not read");
    return;
  }
  if (wanted.cmdline) facts.cmdline = read_entries(pid, "cmdline");
  if (wanted.env) facts.env = read_env(pid);
}

}  // namespace

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted& wanted) {
  ProcessFacts facts;
  facts.identity.pid = pin.pid;
  Result<StatLine> line = linux_kernel::read_stat_line(pin.pid);
  const bool hidden = !line.ok() && pin.pollable && !has_ended(pin);
  if (!line.ok() && !hidden) return line.error();
  if (line.ok()) {
    fill_from_stat(facts, std::move(line.value()));
    fill_memory_of_process(facts, pin.pid, wanted);
    facts.exe_path = read_link(pin.pid, "exe");
    if (wanted.cwd) facts.cwd = read_link(pin.pid, "cwd");
    fill_owner(facts, pin.pid);
  } else {
    facts.warnings.emplace_back("/proc hides this process from us (hidepid): only its existence is known");
  }
  if (is_gone(pin)) return posix::error_of(ESRCH, "pidfd_send_signal", pin.pid);
  Result<Identity> identity = identity_of(pin, facts.stat.value_or(ProcessStat{.pid = pin.pid}));
  if (!identity.ok()) return identity.error();
  facts.identity = std::move(identity.value());
  // The state in stat is the main thread's: a zombie among living threads is no dead process.
  if (facts.stat && facts.stat->state == ProcessState::zombie && !has_ended(pin)) {
    facts.stat->state = ProcessState::unknown;
  }
  return facts;
}

}  // namespace reeve::platform
