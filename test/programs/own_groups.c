/* own_groups N: has N children, the even ones each leading a group, the odd ones each a session. Prints "ready" once
   all stand, sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int children = argc > 1 ? atoi(argv[1]) : 2, ends[2];
  char byte;
  if (pipe(ends) != 0) return 2;
  for (int at = 0; at < children; at++) {
    pid_t pid = fork();
    if (pid < 0) return 3;
    if (pid > 0) continue;
    if (at % 2 == 0 ? setpgid(0, 0) != 0 : setsid() < 0) return 4;
    if (write(ends[1], "x", 1) != 1) return 5;
    for (;;) pause();
  }
  for (int at = 0; at < children; at++)
    if (read(ends[0], &byte, 1) != 1) return 6;
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
