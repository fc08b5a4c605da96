/* stubborn_children N: obeys SIGTERM itself, and has N children that ignore it. Prints "ready" once all stand. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int children = argc > 1 ? atoi(argv[1]) : 1;
  signal(SIGTERM, SIG_IGN);
  for (int at = 0; at < children; at++) {
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid > 0) continue;
    for (;;) pause();
  }
  signal(SIGTERM, SIG_DFL);
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
