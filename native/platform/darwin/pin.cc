#include <cerrno>

#include "core/platform.h"
#include "platform/darwin/kernel/notice.h"
#include "platform/darwin/kernel/token_signal.h"
#include "platform/darwin/kernel/unique_id.h"
#include "platform/posix/errors.h"
#include "platform/posix/kill.h"

// macOS has no descriptor of a process. A pin is the pid together with the kernel's unique id of the process, which is
// read again for every act, and a notice of its end (kernel/notice.h), which is the handle.
namespace reeve::platform {
namespace {

using darwin_kernel::TokenSignal;
using darwin_kernel::UniqueId;
using posix::error_of;

// A process that execs between the look and the signal has a new version each time: some tries are enough for any but
// one that does nothing else.
constexpr int kTokenTries = 8;

Error gone(Pid pid) { return error_of(ESRCH, "proc_pidinfo", pid); }

Result<UniqueId> look(const Pin& pin) {
  Result<UniqueId> id = darwin_kernel::read_unique(pin.pid);
  if (id.ok() && pin.unique != 0 && id.value().unique != pin.unique) return gone(pin.pid);
  return id;
}

}  // namespace

Result<Pin> open_pin(Pid pid) {
  if (!is_pid(pid)) return gone(pid);
  Result<UniqueHandle> notice = darwin_kernel::make_notice();
  if (!notice.ok()) return notice.error();
  const Result<UniqueId> before = darwin_kernel::read_unique(pid);
  if (!before.ok()) return before.error();
  const Status noted = darwin_kernel::note_end(notice.value().get(), pid);
  if (!noted.ok()) return noted.error();
  // Equal before and after, so it was this process whose end is noted. Otherwise the first has ended and was reaped
  // meanwhile, which is as if it had been so before.
  const Result<UniqueId> after = darwin_kernel::read_unique(pid);
  if (!after.ok()) return after.error();
  if (after.value().unique != before.value().unique) return gone(pid);
  return Pin{.pid = pid, .handle = std::move(notice.value()), .pollable = true, .unique = before.value().unique};
}

Result<Pin> copy_pin(const Pin& pin) {
  Result<Pin> copy = open_pin(pin.pid);
  if (copy.ok() && copy.value().unique == pin.unique) return copy;
  if (!copy.ok() && copy.error().os != ESRCH) return copy;
  Result<UniqueHandle> notice = darwin_kernel::make_notice();
  if (!notice.ok()) return notice.error();
  const Status noted = darwin_kernel::note_as_ended(notice.value().get());
  if (!noted.ok()) return noted.error();
  return Pin{.pid = pin.pid, .handle = std::move(notice.value()), .pollable = true, .unique = pin.unique};
}

bool has_ended(const Pin& pin) { return pin.handle.valid() && darwin_kernel::has_arrived(pin.handle.get()); }

bool is_gone(const Pin& pin) {
  const Result<UniqueId> id = look(pin);
  return !id.ok() && id.error().os == ESRCH;
}

Status send_signal(const Pin& pin, int signal) {
  for (int tries = 0; tries < kTokenTries; ++tries) {
    const Result<UniqueId> id = look(pin);
    if (!id.ok()) return id.error();
    if (signal == 0) break;
    const TokenSignal sent = darwin_kernel::signal_by_token(pin.pid, id.value(), signal);
    if (sent == TokenSignal::sent) return Done{};
    if (sent == TokenSignal::refused) return posix::last_error("proc_signal_with_audittoken", pin.pid);
    if (sent == TokenSignal::unavailable) break;
    // It has changed its program since the look, or it is dead and not reaped: kill() succeeds on such a one.
    const Result<UniqueId> again = look(pin);
    if (!again.ok()) return again.error();
    if (again.value().version == id.value().version) return Done{};
  }
  // By number, right after the look above: in that instant the process would have to end, be reaped, and all other pids
  // be handed out, for another to have its pid.
  return posix::kill_process(pin.pid, signal);
}

Status send_signal_to_group(const Pin& leader, int signal) {
  // While the leader is not reaped, its group's number can't be another's.
  const Result<UniqueId> id = look(leader);
  if (!id.ok()) return id.error();
  return posix::kill_group(leader.pid, signal);
}

Status send_signal_to_group_of(const Pin& member, Pid pgid, int signal) {
  const Result<ProcessStat> stat = read_pinned_stat(member);
  if (!stat.ok()) return stat.error();
  const bool holds = stat.value().pgid == pgid && stat.value().state == ProcessState::stopped;
  if (!holds || has_ended(member)) return posix::error_of(ESRCH, "kill", member.pid);
  return posix::kill_group(pgid, signal);
}

}  // namespace reeve::platform
