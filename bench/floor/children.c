/* children PID COUNT: the least a walk to all descendants of PID needs, COUNT times over: of each process a pin, its
   stat and the children file of its only thread. Prints the samples. */
#include "floor.h"

static char text[65536];

static long read_file(pid_t pid, const char* file) {
  char path[96];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  long size = read(descriptor, text, sizeof text - 1);
  close(descriptor);
  return size > 0 ? size : 0;
}

static int walk(pid_t pid) {
  int pidfd = pidfd_open(pid), found = 1;
  if (pidfd < 0) return 0;
  read_file(pid, "stat");
  char path[64];
  snprintf(path, sizeof path, "task/%d/children", pid);
  text[read_file(pid, path)] = 0;
  pid_t children[4096];
  int count = 0;
  for (char* at = text; *at != 0 && count < 4096; children[count++] = (pid_t)strtol(at, &at, 10)) {
    while (*at == ' ') at++;
    if (*at == 0) break;
  }
  for (int child = 0; child < count; child++) found += children[child] > 0 ? walk(children[child]) : 0;
  close(pidfd);
  return found;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int count = atoi(argv[2]);
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -5; at < count; at++) {
    double before = now_us();
    if (walk(atoi(argv[1])) < 2) return 1;
    if (at >= 0) samples[at] = now_us() - before;
  }
  print_samples(samples, count);
}
