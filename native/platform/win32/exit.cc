#include "core/platform.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::platform {
namespace {

// A handle tells it to everybody who holds one. The wait comes first: 259 (STILL_ACTIVE) is an exit code like any other.
std::optional<ExitStatus> exit_of(const Pin& pin, ExitSource source) {
  if (!has_ended(pin)) return std::nullopt;
  DWORD code = 0;
  if (GetExitCodeProcess(pin.handle.get(), &code) == FALSE) return unknown_exit("Windows did not tell the exit code");
  return ExitStatus{.code = std::int64_t{code}, .source = source};
}

}  // namespace

std::optional<ExitStatus> reap(const Pin& child) { return exit_of(child, ExitSource::child); }
std::optional<ExitStatus> read_exit(const Pin& ended) { return exit_of(ended, ExitSource::kernel); }

ExitStatus read_zombie_exit(const Pin& zombie) {
  return exit_of(zombie, ExitSource::kernel).value_or(unknown_exit("it has not ended"));
}

}  // namespace reeve::platform
