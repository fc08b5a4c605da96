/* list COUNT stat|all: the reads of listProcesses, of every process there is, COUNT times over: /proc, and of each
   process stat, or with `all` what the usual fields take. Prints the samples, each of one look at all divided by the
   number of processes. */
#include "floor.h"

#include <dirent.h>
#include <errno.h>

static char buffer[65536];

static int read_at(int proc, const char* pid, const char* file) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", pid, file);
  int descriptor = openat(proc, path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0; /* gone meanwhile */
  long size = read(descriptor, buffer, sizeof buffer);
  close(descriptor);
  return size >= 0;
}

static void look(int proc, const char* pid, int all) {
  if (!all) {
    read_at(proc, pid, "stat");
    return;
  }
  int pidfd = pidfd_open(atoi(pid));
  if (pidfd < 0) return;
  char path[300];
  struct stat status;
  read_at(proc, pid, "stat");
  read_at(proc, pid, "cmdline");
  snprintf(path, sizeof path, "%s/exe", pid);
  if (readlinkat(proc, path, buffer, sizeof buffer) < 0 && errno == EBADF) exit(1);
  if (fstatat(proc, pid, &status, 0) != 0 && errno == EBADF) exit(1);
  if (pidfd_signal(pidfd, 0) != 0 && errno == EBADF) exit(1);
  if (fstat(pidfd, &status) != 0) exit(1);
  close(pidfd);
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int count = atoi(argv[1]), all = strcmp(argv[2], "all") == 0;
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -1; at < count; at++) {
    double before = now_us();
    long seen = 0;
    DIR* proc = opendir("/proc");
    if (proc == NULL) return 1;
    for (struct dirent* entry; (entry = readdir(proc)) != NULL;) {
      if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
      look(dirfd(proc), entry->d_name, all);
      seen++;
    }
    closedir(proc);
    if (at >= 0) samples[at] = (now_us() - before) / (double)seen;
  }
  print_samples(samples, count);
}
