#include <sys/wait.h>

#include "core/platform.h"
#include "platform/darwin/kernel/notice.h"
#include "platform/darwin/kernel/process_table.h"
#include "platform/posix/retry.h"
#include "platform/posix/wait_status.h"

namespace reeve::platform {
namespace {

// Another part of this program that waits for any child took it (waitpid(-1)); the notice may have its status.
ExitStatus exit_of_stolen(const Pin& child) {
  if (std::optional<ExitStatus> told = read_exit(child)) return *told;
  return unknown_exit("another part of this program reaped the child first, and its notice told no exit code");
}

}  // namespace

std::optional<ExitStatus> reap(const Pin& child) {
  // By number, which may be another child's once ours was reaped by somebody else.
  if (is_gone(child)) return exit_of_stolen(child);
  // The end is noted an instant before the child can be reaped (proc_exit()), and it is noted once: a look that came too
  // early would be the last. So from then on the rest of that instant is waited for.
  const int options = has_ended(child) ? 0 : WNOHANG;
  int word = 0;
  const pid_t waited = posix::retry([&] { return waitpid(child.pid, &word, options); });
  if (waited == 0) return std::nullopt;
  if (waited == child.pid) return posix::exit_of_word(word, ExitSource::child);
  return exit_of_stolen(child);
}

std::optional<ExitStatus> read_exit(const Pin& ended) {
  const std::optional<int> word = darwin_kernel::read_status(ended.handle.get());
  if (!word) return std::nullopt;
  return posix::exit_of_word(*word, ExitSource::kernel);
}

ExitStatus read_zombie_exit(const Pin& zombie) {
  const auto record = darwin_kernel::read_record(zombie.pid);
  const bool ended = record.ok() && (record.value().stat.state == ProcessState::zombie || has_ended(zombie));
  // Read between two moments at which the process had its pid, or its record would not be its own.
  if (ended && !is_gone(zombie)) return posix::exit_of_word(record.value().exit_word, ExitSource::kernel);
  return unknown_exit(
      "it is not our child, it was reaped before it could be looked at, and macOS did not tell its code");
}

}  // namespace reeve::platform
