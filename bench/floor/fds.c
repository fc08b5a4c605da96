/* fds PID COUNT: the reads of listFds of files, COUNT times over: the links, what the kernel knows of each file, and its
   fdinfo. Prints the samples, each of one look at all descriptors of the process. */
#include "floor.h"

#include <dirent.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int count = atoi(argv[2]);
  double* samples = malloc(sizeof(double) * (size_t)count);
  char path[300], text[4096];
  for (int at = -1; at < count; at++) {
    double before = now_us();
    int pidfd = pidfd_open(atoi(argv[1]));
    MUST(pidfd);
    snprintf(path, sizeof path, "/proc/%s/fd", argv[1]);
    DIR* folder = opendir(path);
    snprintf(path, sizeof path, "/proc/%s/fdinfo", argv[1]);
    int infos = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    MUST(infos);
    if (folder == NULL) return 1;
    for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
      if (entry->d_name[0] == '.') continue;
      struct statx status;
      MUST(readlinkat(dirfd(folder), entry->d_name, text, sizeof text));
      MUST(statx(dirfd(folder), entry->d_name, AT_STATX_DONT_SYNC, STATX_BASIC_STATS, &status));
      int info = openat(infos, entry->d_name, O_RDONLY | O_CLOEXEC);
      MUST(info);
      MUST(read(info, text, sizeof text));
      close(info);
    }
    closedir(folder);
    close(infos);
    MUST(pidfd_signal(pidfd, 0));
    close(pidfd);
    if (at >= 0) samples[at] = now_us() - before;
  }
  print_samples(samples, count);
}
