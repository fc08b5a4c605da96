// BETWEEN FORK AND EXEC. The other threads' locks stay as they were at the fork, for ever: so calls that are
// async-signal-safe only (sigaction(2)), no allocation, no lock.

#include "platform/darwin/kernel/forked_child.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace reeve::darwin_kernel {
namespace {

constexpr int kExitExecFailed = 127;

[[noreturn]] void fail(const ChildOrders& orders, int error, const char* step) {
  const ChildReport report{.error = error, .step = step};
  while (write(orders.report, &report, sizeof report) == -1 && errno == EINTR) {
  }
  _exit(kExitExecFailed);
}

void must(const ChildOrders& orders, int result, const char* step) {
  if (result == -1) fail(orders, errno, step);
}

// exec resets caught signals by itself but leaves ignored ones ignored (Node ignores SIGPIPE). All are reset, and
// before the mask is lifted: a handler of the parent's would run here.
void reset_signals() {
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) sigaction(number, &by_default, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void drop_privileges(const ChildOrders& orders) {
  if (orders.set_groups) must(orders, setgroups(static_cast<int>(orders.group_count), orders.groups), "setgroups");
  if (orders.set_gid) must(orders, setgid(orders.gid), "setgid");
  if (orders.set_uid) must(orders, setuid(orders.uid), "setuid");
}

[[noreturn]] void execute(const ChildOrders& orders) {
  int refused = 0;
  int error = ENOENT;
  for (const char* const* file = orders.candidates; *file != nullptr; ++file) {
    error = orders.request->start(nullptr, *file, orders.arguments, orders.environment);
    // As the shell does: a file that may not be run doesn't end the search, but is the answer if nothing else is found.
    if (error == EACCES) refused = error;
    if (error != ENOENT && error != ENOTDIR && error != EACCES) break;
  }
  const bool not_found = error == ENOENT || error == ENOTDIR;
  fail(orders, not_found && refused != 0 ? refused : error, "posix_spawn");
}

}  // namespace

void run_child(const ChildOrders& orders) {
  must(orders, orders.new_session ? setsid() : setpgid(0, 0), orders.new_session ? "setsid" : "setpgid");
  if (orders.set_nice) must(orders, setpriority(PRIO_PROCESS, 0, orders.nice), "setpriority");
  if (orders.set_umask) umask(orders.umask);
  drop_privileges(orders);
  // After the change of user, so that a folder that this user may not enter is refused here and not trusted.
  if (orders.cwd != nullptr) must(orders, chdir(orders.cwd), "chdir");
  reset_signals();
  execute(orders);
}

}  // namespace reeve::darwin_kernel
