/* What the floors share: the clock, the calls that no C library wraps, the start of a child, the printed samples. */
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MUST(call)                                                                    \
  do {                                                                                \
    if ((long)(call) < 0) {                                                           \
      fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, strerror(errno)); \
      exit(1);                                                                        \
    }                                                                                 \
  } while (0)

static inline double now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static inline int pidfd_open(pid_t pid) { return (int)syscall(434, pid, 0); }
static inline int pidfd_signal(int pidfd, int signal) { return (int)syscall(424, pidfd, signal, 0, 0); }

/* By hand, for headers older than these. */
struct clone_orders {
  uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size, cgroup;
};
#define WITH_PIDFD 0x1000ULL
#define WITH_DEFAULT_SIGNALS 0x100000000ULL
#define INTO_CGROUP 0x200000000ULL
long reeve_clone3(struct clone_orders* orders, size_t size, int (*child)(void*), void* argument);

/* A child in our memory until its exec, with no copy of anything; `cgroup` is a descriptor or -1. */
static inline pid_t start_child(int (*child)(void*), void* argument, uint64_t more_flags, int cgroup, int* pidfd) {
  static char stack[64 * 1024] __attribute__((aligned(16)));
  struct clone_orders orders = {.flags = CLONE_VM | CLONE_VFORK | WITH_PIDFD | more_flags,
                                .pidfd = (uintptr_t)pidfd,
                                .exit_signal = SIGCHLD,
                                .stack = (uintptr_t)stack,
                                .stack_size = sizeof stack};
  if (cgroup >= 0) {
    orders.flags |= INTO_CGROUP;
    orders.cgroup = (uint64_t)cgroup;
  }
  long pid = reeve_clone3(&orders, sizeof orders, child, argument);
  if (pid < 0) errno = (int)-pid;
  MUST(pid < 0 ? -1 : 0);
  return (pid_t)pid;
}

static inline void print_samples(const double* samples, int count) {
  for (int at = 0; at < count; at++) printf("%s%.3f", at == 0 ? "[" : ",", samples[at]);
  printf("]\n");
}
