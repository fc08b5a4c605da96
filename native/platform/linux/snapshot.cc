#include <unistd.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/linux/decode/birth_count.h"
#include "platform/linux/decode/newest_pid.h"
#include "platform/linux/kernel/facts_reader.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/entries.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

// The numbers alone, which takes a tenth of the time: /proc is walked by ascending pid, so a walk that also read each
// process would run after the pids of a fork storm, once around all there are.
Result<std::vector<Pid>> list_pids() { return linux_kernel::list_numbers("/proc"); }

}  // namespace

// All of /proc, not the children files: those stand per thread (/proc/<pid>/task/<tid>/children lists only what that
// thread forked), say nothing of orphans, and are exact only while everything is frozen (proc_pid_children(5)).
Result<std::vector<ProcessStat>> list_processes() {
  const Result<std::vector<Pid>> pids = list_pids();
  if (!pids.ok()) return pids.error();
  std::vector<ProcessStat> all;
  // The newest first: of a fork storm they are the ones that still live.
  for (auto pid = pids.value().rbegin(); pid != pids.value().rend(); ++pid) {
    Result<linux_decode::StatLine> line = linux_kernel::read_stat_line(*pid);
    // Gone meanwhile, or hidden from us. Anything else (EMFILE) would make the list look shorter than it is.
    const bool passed_over = !line.ok() && (line.error().os == ESRCH || line.error().os == EACCES);
    if (!line.ok() && !passed_over) return line.error();
    if (line.ok() && !linux_decode::is_dead(line.value())) all.push_back(std::move(line.value().stat));
  }
  return all;
}

Result<ProcessStat> read_stat(Pid pid) {
  Result<linux_decode::StatLine> line = linux_kernel::read_stat_line(pid);
  if (!line.ok()) return line.error();
  return std::move(line.value().stat);
}

Result<std::uint64_t> birth_count() {
  const Result<std::string> text = linux_kernel::read_file("/proc/stat");
  if (!text.ok()) return text.error();
  const std::optional<std::uint64_t> count = linux_decode::parse_birth_count(text.value());
  if (!count) return unsupported("/proc/stat does not count processes");
  return *count;
}

Result<Pid> newest_pid() {
  const Result<std::string> text = linux_kernel::read_file("/proc/loadavg");
  if (!text.ok()) return text.error();
  const std::optional<Pid> pid = linux_decode::parse_newest_pid(text.value());
  if (!pid) return unsupported("/proc/loadavg does not tell the newest process");
  return *pid;
}

std::optional<bool> carries_token(Pid pid, std::string_view variable, std::string_view token) {
  const Result<std::string> environ = linux_kernel::read_proc_memory(pid, "environ");
  if (!environ.ok()) return false;
  // Between the moment exec gives a process its new memory and the one it puts the environment there, it has none. A
  // process without memory (on its way out, or the kernel's own) has no program file either.
  char file[1];
  if (environ.value().empty() && readlink(linux_kernel::ProcPath(pid, "exe").c_str(), file, sizeof file) > 0) {
    return std::nullopt;
  }
  return posix::carries_token(environ.value(), variable, token);
}

}  // namespace reeve::platform
