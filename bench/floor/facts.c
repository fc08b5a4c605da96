/* facts PID COUNT all|identity: the reads of getProcess or of checkIdentity, in their order, and nothing else. */
#include "floor.h"

static char buffer[65536];

static void read_once(pid_t pid, const char* file) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  MUST(descriptor);
  MUST(read(descriptor, buffer, sizeof buffer));
  close(descriptor);
}

static void look(pid_t pid, int all) {
  int pidfd = pidfd_open(pid);
  MUST(pidfd);
  read_once(pid, "stat");
  char path[64];
  struct stat status;
  if (all) {
    read_once(pid, "cmdline");
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    MUST(readlink(path, buffer, sizeof buffer));
    snprintf(path, sizeof path, "/proc/%d/", pid);
    MUST(stat(path, &status));
  }
  MUST(pidfd_signal(pidfd, 0));
  MUST(fstat(pidfd, &status));
  close(pidfd);
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  pid_t pid = atoi(argv[1]);
  int count = atoi(argv[2]), all = strcmp(argv[3], "all") == 0;
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -20; at < count; at++) {
    double before = now_us();
    look(pid, all);
    if (at >= 0) samples[at] = now_us() - before;
  }
  print_samples(samples, count);
}
