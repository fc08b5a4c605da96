/* orphan CODE: leaves a process in a session of its own behind, prints "orphan PID" once that stands, and ends with
   CODE when its input ends. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int up[2];
  char byte;
  if (pipe(up) != 0) return 2;
  pid_t pid = fork();
  if (pid == 0) {
    setsid();
    close(0);
    close(1);
    if (write(up[1], "x", 1) != 1) return 3;
    for (;;) pause();
  }
  if (read(up[0], &byte, 1) != 1) return 4;
  printf("orphan %d\n", pid);
  fflush(stdout);
  while (read(0, &byte, 1) == 1) continue;
  return argc > 1 ? atoi(argv[1]) : 0;
}
