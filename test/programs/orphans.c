/* orphans N: starts N children that sleep in its group, prints "ready" and their pids, and exits with 0. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int children = argc > 1 ? atoi(argv[1]) : 1;
  printf("ready");
  fflush(stdout);
  for (int at = 0; at < children; at++) {
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid > 0) {
      printf(" %d", pid);
      continue;
    }
    for (;;) pause();
  }
  puts("");
  return 0;
}
