// BETWEEN CLONE AND EXEC. This code runs in the parent's memory while the parent's thread stands still and its other
// threads go on. So: system calls only, no allocation, no lock, no library call that keeps state; and no sanitizer
// (the build switches them off for this file), because their shadow memory is the parent's too.

#include "platform/linux/kernel/child.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace reeve::linux_kernel {
namespace {

constexpr long kCloseRange = 436;
constexpr int kFirstStray = 3;
constexpr int kLastSignal = 64;
constexpr long kSignalSetBytes = 8;
constexpr int kExitExecFailed = 127;

// The kernel's own struct sigaction; the C library's is another one. Enough of it is zero in every layout.
struct KernelSigaction {
  unsigned long words[4];
};

struct DirectoryEntry {
  unsigned long inode;
  unsigned long offset;
  unsigned short length;
  unsigned char type;
  char name[1];
};

[[noreturn]] void fail(ChildOrders& orders, const char* step) {
  orders.error = errno;
  orders.step = step;
  for (;;) syscall(SYS_exit_group, kExitExecFailed);
}

void must(ChildOrders& orders, long result, const char* step) {
  if (result < 0) fail(orders, step);
}

// exec resets caught signals by itself but leaves ignored ones ignored (Node ignores SIGPIPE). All are reset, and
// before the mask is lifted: a handler of the parent's would run here, in the parent's memory.
void reset_signals(ChildOrders& orders) {
  const KernelSigaction by_default{};
  for (int number = 1; number <= kLastSignal; ++number) {
    if (number == SIGKILL || number == SIGSTOP) continue;
    syscall(SYS_rt_sigaction, number, &by_default, nullptr, kSignalSetBytes);
  }
  const unsigned long none = 0;
  must(orders, syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, nullptr, kSignalSetBytes), "sigprocmask");
}

// Moves sources out of 0..2 first, so that one stream can't overwrite the source of the next.
void place_streams(ChildOrders& orders) {
  int sources[3];
  for (int stream = 0; stream < 3; ++stream) {
    sources[stream] = orders.streams[stream];
    if (sources[stream] >= kFirstStray || sources[stream] == stream) continue;
    sources[stream] = static_cast<int>(syscall(SYS_fcntl, sources[stream], F_DUPFD_CLOEXEC, kFirstStray));
    must(orders, sources[stream], "fcntl");
  }
  for (int stream = 0; stream < 3; ++stream) {
    const bool in_place = sources[stream] == stream;
    must(orders, in_place ? syscall(SYS_fcntl, stream, F_SETFD, 0) : syscall(SYS_dup3, sources[stream], stream, 0),
         "dup3");
  }
}

int number_of(const char* name) {
  int number = 0;
  for (; *name >= '0' && *name <= '9'; ++name) number = number * 10 + (*name - '0');
  return *name == '\0' ? number : -1;
}

// For kernels before 5.9 and filters that refuse close_range: closes what the folder lists until it lists no more.
void close_listed(int folder) {
  alignas(DirectoryEntry) char buffer[2048];
  for (bool closed = true; closed;) {
    closed = false;
    syscall(SYS_lseek, folder, 0, SEEK_SET);
    for (;;) {
      const long size = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
      if (size <= 0) break;
      for (long at = 0; at < size;) {
        const auto* entry = reinterpret_cast<const DirectoryEntry*>(buffer + at);
        at += entry->length;
        const int number = number_of(entry->name);
        if (number < kFirstStray || number == folder) continue;
        syscall(SYS_close, number);
        closed = true;
      }
    }
  }
  syscall(SYS_close, folder);
}

void close_strays(ChildOrders& orders) {
  if (syscall(kCloseRange, static_cast<unsigned>(kFirstStray), ~0U, 0U) == 0) return;
  const long folder = syscall(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY);
  must(orders, folder, "close_range");
  close_listed(static_cast<int>(folder));
}

// The calls themselves: the C library's wrappers would change the ids of all the parent's threads.
void drop_privileges(ChildOrders& orders) {
  if (orders.set_groups) must(orders, syscall(SYS_setgroups, orders.group_count, orders.groups), "setgroups");
  if (orders.set_gid) must(orders, syscall(SYS_setresgid, orders.gid, orders.gid, orders.gid), "setresgid");
  if (orders.set_uid) must(orders, syscall(SYS_setresuid, orders.uid, orders.uid, orders.uid), "setresuid");
}

void execute(ChildOrders& orders) {
  orders.stage = ChildStage::executing;
  int refused = 0;
  for (const char* const* file = orders.candidates; *file != nullptr; ++file) {
    syscall(SYS_execve, *file, orders.arguments, orders.environment);
    // As the shell does: a file that may not be run doesn't end the search, but is the answer if nothing else is found.
    if (errno == EACCES) refused = errno;
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) fail(orders, "execve");
  }
  if (refused != 0) errno = refused;
  fail(orders, "execve");
}

}  // namespace

int run_child(void* argument) {
  ChildOrders& orders = *static_cast<ChildOrders*>(argument);
  orders.stage = ChildStage::prepared;
  if (orders.folder_procs >= 0) must(orders, syscall(SYS_write, orders.folder_procs, "0", 1UL), "cgroup.procs");
  must(orders, orders.new_session ? syscall(SYS_setsid) : syscall(SYS_setpgid, 0, 0),
       orders.new_session ? "setsid" : "setpgid");
  if (orders.set_nice) must(orders, syscall(SYS_setpriority, PRIO_PROCESS, 0, orders.nice), "setpriority");
  if (orders.set_umask) syscall(SYS_umask, orders.umask);
  place_streams(orders);
  drop_privileges(orders);
  // After the change of user, so that a folder that this user may not enter is refused here and not trusted.
  if (orders.cwd != nullptr) must(orders, syscall(SYS_chdir, orders.cwd), "chdir");
  close_strays(orders);
  reset_signals(orders);
  execute(orders);
  return kExitExecFailed;
}

}  // namespace reeve::linux_kernel
