/* kill TREE WIDTH DEPTH COUNT [CGROUP]: from the kill of a whole tree until every process of it is dead, as their pidfds
   tell. By group, or by cgroup.kill in a new folder of CGROUP. TREE is the program of test/programs/tree.c. */
#include "floor.h"

#include <sys/epoll.h>

#define MOST 20000

static char** child_arguments;
static int output[2];

static int child(void* unused) {
  (void)unused;
  char* const no_environment[] = {NULL};
  syscall(SYS_setpgid, 0, 0);
  syscall(SYS_dup3, output[1], 1, 0);
  syscall(SYS_execve, child_arguments[0], child_arguments, no_environment);
  return 127;
}

static void await_ready(void) {
  for (char letter = 0; letter != '\n';)
    if (read(output[0], &letter, 1) != 1) exit(3);
}

static int watch_all(int set, pid_t pid, int pidfds[], int count) {
  char path[64], list[MOST * 8];
  int pidfd = pidfd_open(pid);
  if (pidfd < 0) return count; /* ended and reaped meanwhile: the one that prints "ready" */
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT};
  MUST(epoll_ctl(set, EPOLL_CTL_ADD, pidfd, &event));
  pidfds[count++] = pidfd;
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return count;
  size_t size = 0;
  for (ssize_t got; (got = read(file, list + size, sizeof list - 1 - size)) > 0;) size += (size_t)got;
  close(file);
  list[size] = 0;
  for (char *at = list, *end; (pid = (pid_t)strtol(at, &end, 10)) > 0; at = end)
    count = watch_all(set, pid, pidfds, count);
  return count;
}

static void await_all(int set, int count) {
  struct epoll_event events[256];
  while (count > 0) {
    int ready = epoll_wait(set, events, 256, -1);
    MUST(ready);
    count -= ready;
  }
}

static void kill_folder(const char* folder) {
  char path[4200];
  snprintf(path, sizeof path, "%s/cgroup.kill", folder);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  MUST(file);
  MUST(write(file, "1", 1));
  close(file);
}

static double once(const char* base, int number) {
  static int pidfds[MOST];
  char folder[4096] = "";
  int directory = -1, set = epoll_create1(EPOLL_CLOEXEC), root = -1;
  if (base != NULL) {
    snprintf(folder, sizeof folder, "%s/reeve-bench-%d-%d", base, getpid(), number);
    MUST(mkdir(folder, 0755));
    directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(directory);
  }
  MUST(pipe2(output, O_CLOEXEC));
  pid_t pid = start_child(child, NULL, 0, directory, &root);
  await_ready();
  int count = watch_all(set, pid, pidfds, 0);
  double before = now_us();
  if (base != NULL) {
    kill_folder(folder);
  } else {
    MUST(kill(-pid, SIGKILL));
  }
  await_all(set, count);
  double taken = now_us() - before;
  MUST(waitpid(pid, NULL, 0));
  while (count > 0) close(pidfds[--count]);
  close(set), close(root), close(output[0]), close(output[1]);
  if (base != NULL) {
    close(directory);
    MUST(rmdir(folder));
  }
  return taken;
}

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  int count = atoi(argv[4]);
  char* arguments[] = {argv[1], argv[2], argv[3], NULL};
  child_arguments = arguments;
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = 0; at < count; at++) samples[at] = once(argv[5], at);
  print_samples(samples, count);
}
