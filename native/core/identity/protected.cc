#include "core/identity/protected.h"

#include <algorithm>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr Pid kInit = 1;

}  // namespace

ProtectedProcesses ProtectedProcesses::now() {
  ProtectedProcesses all;
  all.entries_.push_back({.pid = kInit, .pgid = kInit});
  // A chain of parents that changes while it is walked could in theory loop; each pid is taken once.
  for (Pid pid = platform::own_pid(); is_pid(pid) && !all.contains(pid);) {
    const Result<ProcessStat> stat = platform::read_stat(pid);
    all.entries_.push_back({.pid = pid, .pgid = stat.ok() ? stat.value().pgid : pid});
    if (!stat.ok() && stat.error().code != "ESRCH") all.incomplete_ = stat.error();
    pid = stat.ok() ? stat.value().ppid : kNoPid;
  }
  return all;
}

bool ProtectedProcesses::contains(Pid pid) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.pid == pid; });
}

bool ProtectedProcesses::has_member_of(Pid pgid) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.pgid == pgid; });
}

std::optional<Error> ProtectedProcesses::refusal(Pid target) const {
  if (!contains(target)) return std::nullopt;
  std::string why = "an ancestor of this process";
  if (target == kInit) why = "the first process of the system";
  if (target == platform::own_pid()) why = "this process itself";
  return Error{.code = code::kProtectedProcess,
               .op = {},
               .pid = target,
               .detail = "process " + std::to_string(target) + " is " + why + " and is never ended"};
}

}  // namespace reeve
