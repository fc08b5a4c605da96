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
  const ChildHooks* hooks = orders.hooks;
  if (orders.stage == ChildStage::executing && hooks != nullptr && hooks->failed != nullptr) {
    hooks->failed(hooks->context);
  }
  for (;;) syscall(SYS_exit_group, kExitExecFailed);
}

void must(ChildOrders& orders, long result, const char* step) {
  if (result < 0) fail(orders, step);
}

// exec resets caught signals by itself but leaves ignored ones ignored (Node ignores SIGPIPE). All are reset, and
// before the mask is lifted: a handler of the parent's would run here, in the parent's memory.
void reset_signals(ChildOrders& orders) {
  const KernelSigaction by_default{};
  for (int number = 1; number <= kLastSignal && !orders.keeps_signals; ++number) {
    if (number == SIGKILL || number == SIGSTOP) continue;
    syscall(SYS_rt_sigaction, number, &by_default, nullptr, kSignalSetBytes);
  }
  const unsigned long none = 0;
  must(orders, syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, nullptr, kSignalSetBytes), "sigprocmask");
}

int moved(ChildOrders& orders, int source, int least) {
  const auto copy = static_cast<int>(syscall(SYS_fcntl, source, F_DUPFD_CLOEXEC, least));
  must(orders, copy, "fcntl");
  return copy;
}

// Moves sources out of 0..2 first, so that one stream can't overwrite the source of the next.
void place_streams(ChildOrders& orders) {
  int sources[3];
  for (int stream = 0; stream < 3; ++stream) {
    sources[stream] = orders.streams[stream];
    if (sources[stream] < kFirstStray && sources[stream] != stream) {
      sources[stream] = moved(orders, sources[stream], kFirstStray);
    }
  }
  for (int stream = 0; stream < 3; ++stream) {
    const bool in_place = sources[stream] == stream;
    must(orders, in_place ? syscall(SYS_fcntl, stream, F_SETFD, 0) : syscall(SYS_dup3, sources[stream], stream, 0),
         "dup3");
  }
}

// Above everything that is about to be placed, so that no place is another's source.
void lift_sources(ChildOrders& orders) {
  const int least = kFirstStray + orders.passed_count + 1;
  for (int& source : orders.streams) source = moved(orders, source, least);
  for (int index = 0; index < orders.passed_count; ++index) {
    orders.passed[index] = moved(orders, orders.passed[index], least);
  }
  if (orders.program >= 0) orders.program = moved(orders, orders.program, least);
}

// What the program gets from 3 on, and the program itself above, where exec closes it.
void place_passed(ChildOrders& orders) {
  for (int index = 0; index < orders.passed_count; ++index) {
    must(orders, syscall(SYS_dup3, orders.passed[index], kFirstStray + index, 0), "dup3");
  }
  orders.kept = orders.passed_count;
  if (orders.program < 0) return;
  const int place = kFirstStray + orders.passed_count;
  must(orders, syscall(SYS_dup3, orders.program, place, O_CLOEXEC), "dup3");
  orders.program = place;
  ++orders.kept;
}

int number_of(const char* name) {
  int number = 0;
  for (; *name >= '0' && *name <= '9'; ++name) number = number * 10 + (*name - '0');
  return *name == '\0' ? number : -1;
}

// For kernels before 5.9 and filters that refuse close_range: closes what the folder lists until it lists no more.
void close_listed(int folder, int first) {
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
        if (number < first || number == folder) continue;
        syscall(SYS_close, number);
        closed = true;
      }
    }
  }
  syscall(SYS_close, folder);
}

void close_strays(ChildOrders& orders) {
  const int first = kFirstStray + orders.kept;
  if (syscall(kCloseRange, static_cast<unsigned>(first), ~0U, 0U) == 0) return;
  const long folder = syscall(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY);
  must(orders, folder, "close_range");
  close_listed(static_cast<int>(folder), first);
}

// The calls themselves: the C library's wrappers would change the ids of all the parent's threads.
void drop_privileges(ChildOrders& orders) {
  if (orders.set_groups) must(orders, syscall(SYS_setgroups, orders.group_count, orders.groups), "setgroups");
  if (orders.set_gid) must(orders, syscall(SYS_setresgid, orders.gid, orders.gid, orders.gid), "setresgid");
  if (orders.set_uid) must(orders, syscall(SYS_setresuid, orders.uid, orders.uid, orders.uid), "setresuid");
}

void execute(ChildOrders& orders) {
  orders.stage = ChildStage::executing;
  if (orders.hooks != nullptr && !orders.hooks->executing(orders.hooks->context)) fail(orders, "keeper");
  if (orders.program >= 0) {
    syscall(SYS_execveat, orders.program, "", orders.arguments, orders.environment, AT_EMPTY_PATH);
    fail(orders, "execve");
  }
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
  if (orders.hooks != nullptr && !orders.hooks->prepared(orders.hooks->context)) fail(orders, "keeper");
  if (orders.set_nice) must(orders, syscall(SYS_setpriority, PRIO_PROCESS, 0, orders.nice), "setpriority");
  if (orders.set_umask) syscall(SYS_umask, orders.umask);
  if (orders.passed_count > 0) lift_sources(orders);
  place_streams(orders);
  if (orders.passed_count > 0) place_passed(orders);
  drop_privileges(orders);
  // After the change of user, so that a folder that this user may not enter is refused here and not trusted.
  if (orders.cwd != nullptr) must(orders, syscall(SYS_chdir, orders.cwd), "chdir");
  close_strays(orders);
  reset_signals(orders);
  execute(orders);
  return kExitExecFailed;
}

}  // namespace reeve::linux_kernel
