#include "platform/linux/kernel/facts_reader.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>

#include "core/platform.h"
#include "platform/linux/decode/pids.h"
#include "platform/linux/kernel/directory.h"
#include "platform/linux/kernel/users.h"
#include "platform/posix/entries.h"
#include "platform/posix/errors.h"

namespace reeve::linux_kernel {
namespace {

constexpr std::uint64_t kMillisPerSecond = 1000;
constexpr std::uint64_t kBytesPerKb = 1024;

std::optional<std::string> read_link(Pid pid, const char* file) {
  std::array<char, PATH_MAX> target;
  const ssize_t size = readlink(ProcPath(pid, file).c_str(), target.data(), target.size());
  if (size < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(size));
}

std::optional<std::vector<std::string>> read_entries(Pid pid, const char* file) {
  const auto bytes = read_proc_memory(pid, file);
  if (!bytes.ok()) return std::nullopt;
  return posix::split_entries(bytes.value());
}

std::optional<std::map<std::string, std::string>> read_env(Pid pid) {
  const auto entries = read_entries(pid, "environ");
  if (!entries) return std::nullopt;
  return posix::to_variables(*entries);
}

void fill_owner(ProcessFacts& facts, Pid pid) {
  facts.uid = owner_of(pid);
  if (facts.uid) facts.user = user_name(*facts.uid);
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

std::optional<std::vector<ThreadFacts>> read_threads(Pid pid) {
  const auto tids = list_threads(pid);
  if (!tids.ok()) return std::nullopt;
  std::vector<ThreadFacts> threads;
  threads.reserve(tids.value().size());
  for (const Pid tid : tids.value()) {
    const auto text = read_file(ThreadPath(pid, tid, "stat").c_str());
    std::optional<linux_decode::StatLine> line = text.ok() ? linux_decode::parse_stat_line(text.value()) : std::nullopt;
    if (!line) continue;  // ended meanwhile
    threads.push_back({.tid = tid,
                       .name = std::move(line->stat.name),
                       .state = line->stat.state,
                       .cpu_ms = line->cpu_ticks * kMillisPerSecond / ticks_per_second()});
  }
  return threads;
}

void fill_rest(ProcessFacts& facts, Pid pid, const FactsWanted& wanted) {
  fill_memory_of_process(facts, pid, wanted);
  if (wanted.exe) facts.exe_path = read_link(pid, "exe");
  if (wanted.cwd) facts.cwd = read_link(pid, "cwd");
  if (wanted.threads) facts.thread_list = read_threads(pid);
}

}  // namespace

ThreadPath::ThreadPath(Pid pid, Pid tid, const char* file) {
  std::snprintf(text_, sizeof text_, "/proc/%d/task/%d/%s", pid, tid, file);
}

Result<std::vector<Pid>> list_numbers(const char* path) {
  const std::unique_ptr<DIR, CloseFolder> folder(opendir(path));
  if (!folder) return posix::last_error("opendir");
  std::vector<Pid> numbers;
  while (const dirent* entry = readdir(folder.get())) {
    const std::optional<Pid> number = linux_decode::parse_pid(entry->d_name);
    if (number) numbers.push_back(*number);
  }
  return numbers;
}

// Most processes have one thread, which has the process' number. The folder's links tell how many there are, two and one
// for each (proc_task_getattr() in fs/proc/base.c), at a fraction of what reading it takes.
Result<std::vector<Pid>> list_threads(Pid pid) {
  constexpr nlink_t kLinksOfOneThread = 3;
  struct stat folder {};
  const ProcPath path(pid, "task");
  if (stat(path.c_str(), &folder) == 0 && folder.st_nlink == kLinksOfOneThread) return std::vector<Pid>{pid};
  return list_numbers(path.c_str());
}

void fill_from_stat(ProcessFacts& facts, linux_decode::StatLine line) {
  const std::uint64_t ticks = ticks_per_second();
  const std::uint64_t now = platform::start_now();
  const std::uint64_t start = line.stat.start;
  facts.start_time_unix_ms = platform::start_time_unix_ms(start);
  facts.age_ms = (now > start ? now - start : 0) * kMillisPerSecond / ticks;
  facts.cpu_ms = line.cpu_ticks * kMillisPerSecond / ticks;
  facts.memory_kb = line.rss_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / kBytesPerKb;
  facts.threads = line.threads;
  facts.stat = std::move(line.stat);
}

Result<std::optional<ProcessFacts>> read_pinned_facts(const Pin& pin, const FactsWanted& wanted,
                                                      const AcceptsFacts& accepts) {
  ProcessFacts facts;
  facts.identity.pid = pin.pid;
  Result<linux_decode::StatLine> line = read_stat_line(pin.pid);
  const bool hidden = !line.ok() && pin.pollable && !platform::has_ended(pin);
  if (!line.ok() && !hidden) return line.error();
  if (line.ok()) {
    fill_from_stat(facts, std::move(line.value()));
  } else {
    facts.warnings.emplace_back("/proc hides this process from us (hidepid): only its existence is known");
  }
  // The state in stat is the main thread's: a zombie among living threads is no dead process.
  if (facts.stat && facts.stat->state == ProcessState::zombie && !platform::has_ended(pin)) {
    facts.stat->state = ProcessState::unknown;
  }
  if (facts.stat && wanted.owner) fill_owner(facts, pin.pid);
  if (accepts && !accepts(facts)) return std::optional<ProcessFacts>();
  if (facts.stat) fill_rest(facts, pin.pid, wanted);
  if (platform::is_gone(pin)) return posix::error_of(ESRCH, "pidfd_send_signal", pin.pid);
  if (wanted.identity) {
    Result<Identity> identity = platform::identity_of(pin, facts.stat.value_or(ProcessStat{.pid = pin.pid}));
    if (!identity.ok()) return identity.error();
    facts.identity = std::move(identity.value());
  }
  return std::optional(std::move(facts));
}

}  // namespace reeve::linux_kernel
