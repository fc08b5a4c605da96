/* count_term CHILDREN: a process and its children, each of which counts its SIGTERMs, and 300 ms after the first prints
   "count N" and exits with N. Prints "ready" once all stand. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count;

static void on_term(int number) {
  (void)number;
  count++;
}

int main(int argc, char** argv) {
  int wanted = argc > 1 ? atoi(argv[1]) : 0, children = wanted, ends[2];
  char byte;
  if (pipe(ends) != 0) return 100;
  signal(SIGTERM, on_term);
  for (int at = 0; at < children; at++) {
    pid_t pid = fork();
    if (pid < 0) return 101;
    if (pid > 0) continue;
    if (write(ends[1], "x", 1) != 1) return 102;
    children = -1;
  }
  for (int at = 0; at < children; at++)
    if (read(ends[0], &byte, 1) != 1) return 103;
  if (children == wanted) {
    puts("ready");
    fflush(stdout);
  }
  while (count == 0) {
    struct timespec nap = {0, 1000000};
    nanosleep(&nap, NULL);
  }
  struct timespec rest = {0, 300000000};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
  printf("count %d\n", (int)count);
  fflush(stdout);
  return count;
}
