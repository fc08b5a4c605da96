#include "platform/darwin/kernel/token_signal.h"

#include <dlfcn.h>
#include <mach/message.h>

#include <cerrno>

namespace reeve::darwin_kernel {
namespace {

// Of a token the kernel looks at these two only (proc_find_audit_token() in XNU's bsd/kern/kern_proc.c).
constexpr int kPidPlace = 5;
constexpr int kVersionPlace = 7;

using SignalWithToken = int (*)(audit_token_t*, int);

SignalWithToken find_call() {
  static const auto call = reinterpret_cast<SignalWithToken>(dlsym(RTLD_DEFAULT, "proc_signal_with_audittoken"));
  return call;
}

// The error number itself, or -1 with errno: libproc has done both in its functions.
int number_of(int answer) { return answer == -1 ? errno : answer; }

}  // namespace

TokenSignal signal_by_token(Pid pid, const UniqueId& id, int signal) {
  const SignalWithToken call = find_call();
  if (call == nullptr) return TokenSignal::unavailable;
  audit_token_t token{};
  token.val[kPidPlace] = static_cast<unsigned>(pid);
  token.val[kVersionPlace] = static_cast<unsigned>(id.version);
  const int number = number_of(call(&token, signal));
  switch (number) {
    case 0:
      return TokenSignal::sent;
    case ESRCH:
      return TokenSignal::no_such;
    case ENOSYS:
    case ENOTSUP:
    case EINVAL:  // a kernel older than its library; the signal's number was checked before
      return TokenSignal::unavailable;
    default:
      errno = number;
      return TokenSignal::refused;
  }
}

}  // namespace reeve::darwin_kernel
