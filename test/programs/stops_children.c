/* stops_children N: has N children, prints "ready" once all stand. At SIGTERM it stops every child first, waits until
   all of them have ended, and exits with 0. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 64 };

int main(int argc, char** argv) {
  pid_t children[MOST];
  int wanted = argc > 1 ? atoi(argv[1]) : 1, count = 0, number;
  sigset_t term;
  if (wanted > MOST) return 2;
  for (; count < wanted; count++) {
    children[count] = fork();
    if (children[count] < 0) return 3;
    if (children[count] > 0) continue;
    for (;;) pause();
  }
  /* Blocked, so that one that comes before it is waited for is not missed. */
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  sigprocmask(SIG_BLOCK, &term, NULL);
  puts("ready");
  fflush(stdout);
  sigwait(&term, &number);
  for (int at = 0; at < count; at++) kill(children[at], SIGSTOP);
  while (wait(NULL) > 0) continue;
  return 0;
}
