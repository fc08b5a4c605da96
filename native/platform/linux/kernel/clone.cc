#include "platform/linux/kernel/clone.h"

#include <sched.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

#include "platform/linux/kernel/pidfd.h"
#include "platform/posix/blocked_signals.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

// linux/sched.h, by hand: the C libraries we build against are older than these.
struct CloneArguments {
  std::uint64_t flags = 0;
  std::uint64_t pidfd = 0;
  std::uint64_t child_tid = 0;
  std::uint64_t parent_tid = 0;
  std::uint64_t exit_signal = 0;
  std::uint64_t stack = 0;
  std::uint64_t stack_size = 0;
  std::uint64_t tls = 0;
  std::uint64_t set_tid = 0;
  std::uint64_t set_tid_size = 0;
  std::uint64_t cgroup = 0;
};
constexpr std::uint64_t kIntoCgroup = 0x200000000ULL;
constexpr int kPidfd = 0x00001000;
constexpr std::size_t kStackBytes = std::size_t{32} * 1024;

extern "C" long reeve_clone3(CloneArguments* arguments, std::size_t size, int (*child)(void*), void* argument);

struct Born {
  int pid = -1;  // negative errno when nothing was born
  int pidfd = -1;
};

Born by_clone3(ChildOrders& orders, int folder, std::byte* stack) {
  Born born;
  CloneArguments arguments;
  arguments.flags = CLONE_VM | CLONE_VFORK | kPidfd | (folder >= 0 ? kIntoCgroup : 0);
  arguments.pidfd = reinterpret_cast<std::uintptr_t>(&born.pidfd);
  arguments.exit_signal = SIGCHLD;
  arguments.stack = reinterpret_cast<std::uintptr_t>(stack);
  arguments.stack_size = kStackBytes;
  arguments.cgroup = folder >= 0 ? static_cast<std::uint64_t>(folder) : 0;
  born.pid = static_cast<int>(reeve_clone3(&arguments, sizeof arguments, run_child, &orders));
  return born;
}

// Linux before 5.3, and seccomp filters that refuse clone3 because they can't look into its arguments.
Born by_clone(ChildOrders& orders, std::byte* stack) {
  Born born;
  born.pid = clone(run_child, stack + kStackBytes, CLONE_VM | CLONE_VFORK | kPidfd | SIGCHLD, &orders, &born.pidfd);
  if (born.pid < 0) born.pid = -errno;
  return born;
}

}  // namespace

// The stack stands in this frame: the caller's thread is held here for exactly as long as the child uses it.
__attribute__((no_sanitize("address"))) Result<Pin> clone_child(ChildOrders& orders, int folder) {
  alignas(16) std::byte stack[kStackBytes];
  // No signal may be handled while the child runs in our memory, in it or between the clone and its first step.
  const posix::BlockedSignals blocked;
  Born born = by_clone3(orders, folder, stack);
  const bool refused = born.pid == -ENOSYS || born.pid == -EPERM;
  if (refused && folder < 0) born = by_clone(orders, stack);
  if (born.pid < 0) return posix::error_of(-born.pid, "clone");
  return Pin{.pid = born.pid, .handle = UniqueHandle(born.pidfd), .pollable = true};
}

void await_end(const Pin& child) {
  siginfo_t info{};
  const auto id = static_cast<id_t>(child.handle.get());
  posix::retry([&] { return waitid(static_cast<idtype_t>(kWaitByPidfd), id, &info, WEXITED | __WALL); });
}

}  // namespace reeve::linux_kernel
