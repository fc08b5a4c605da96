/* spawn TARGET COUNT MB plain|duties [CGROUP]: how long the start of TARGET holds the caller, from a process with MB of
   touched memory. `duties` adds what spawnInGroup promises besides: three streams opened and placed, a group, default
   signals, no stray descriptor, and the identity read. CGROUP: each child in a new folder there. */
#include "floor.h"

static char* const no_environment[] = {NULL};
static struct {
  char* target;
  int duties, streams[3];
} orders;

static int child(void* unused) {
  (void)unused;
  char* arguments[] = {orders.target, NULL};
  if (orders.duties) {
    unsigned long none = 0;
    syscall(SYS_setpgid, 0, 0);
    for (int stream = 0; stream < 3; stream++) syscall(SYS_dup3, orders.streams[stream], stream, 0);
    syscall(436, 3, ~0U, 0); /* close_range */
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, 0, 8);
  }
  syscall(SYS_execve, orders.target, arguments, no_environment);
  return 127;
}

static void read_identity(pid_t pid, int pidfd) {
  char path[64], line[1024];
  struct stat status;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  MUST(descriptor);
  MUST(read(descriptor, line, sizeof line));
  close(descriptor);
  MUST(pidfd_signal(pidfd, 0));
  MUST(fstat(pidfd, &status));
}

static void reap(int pidfd) {
  siginfo_t info;
  MUST(waitid(3 /* P_PIDFD */, (id_t)pidfd, &info, WEXITED));
  close(pidfd);
}

static double once(const char* base, int number) {
  char folder[4096] = "";
  int pidfd = -1, directory = -1;
  double before = now_us();
  if (base != NULL) {
    snprintf(folder, sizeof folder, "%s/reeve-bench-%d-%d", base, getpid(), number);
    MUST(mkdir(folder, 0755));
    directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(directory);
  }
  if (orders.duties)
    for (int stream = 0; stream < 3; stream++)
      MUST(orders.streams[stream] = open("/dev/null", (stream == 0 ? O_RDONLY : O_WRONLY) | O_CLOEXEC));
  pid_t pid = start_child(child, NULL, orders.duties ? WITH_DEFAULT_SIGNALS : 0, directory, &pidfd);
  if (orders.duties) {
    for (int stream = 0; stream < 3; stream++) close(orders.streams[stream]);
    read_identity(pid, pidfd);
  }
  double taken = now_us() - before;
  reap(pidfd);
  if (base != NULL) {
    close(directory);
    MUST(rmdir(folder));
  }
  return taken;
}

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  int count = atoi(argv[2]);
  size_t bytes = (size_t)atoi(argv[3]) << 20;
  if (bytes > 0) memset(malloc(bytes), 1, bytes);
  orders.target = argv[1];
  orders.duties = strcmp(argv[4], "duties") == 0;
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -5; at < count; at++) {
    double taken = once(argv[5], at);
    if (at >= 0) samples[at] = taken;
  }
  print_samples(samples, count);
}
