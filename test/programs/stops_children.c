/* stops_children N: has N children, prints "ready" once all stand. At SIGTERM it stops every child first, waits until
   all of them have ended, and exits with 0. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 64 };

static pid_t children[MOST];
static int count;

static void on_term(int number) {
  (void)number;
  for (int at = 0; at < count; at++) kill(children[at], SIGSTOP);
}

int main(int argc, char** argv) {
  int wanted = argc > 1 ? atoi(argv[1]) : 1;
  if (wanted > MOST) return 2;
  for (; count < wanted; count++) {
    children[count] = fork();
    if (children[count] < 0) return 3;
    if (children[count] > 0) continue;
    for (;;) pause();
  }
  signal(SIGTERM, on_term);
  puts("ready");
  fflush(stdout);
  pause();
  while (wait(NULL) > 0) continue;
  return 0;
}
