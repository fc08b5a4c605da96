/* parent HOW: has one child, that ends on command and is reaped on command. HOW is the child's exit code, or minus the
   signal it ends by. Prints "child PID", then obeys one letter each from its input: e: end the child, answer "ended" once
   it is a zombie; r: reap it, answer "reaped"; b: end it and have the kernel reap it there and then, which leaves nobody
   the time to see a zombie, answer "reaped". Ends at the end of its input. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void end_by(int how) {
  if (how >= 0) _exit(how);
  signal(-how, SIG_DFL);
  raise(-how);
  _exit(99);
}

int main(int argc, char** argv) {
  int how = argc > 1 ? atoi(argv[1]) : 0, order[2];
  char letter, nothing;
  siginfo_t info;
  if (pipe(order) != 0) return 2;
  pid_t child = fork();
  if (child == 0) {
    close(order[1]);
    if (read(order[0], &nothing, 1) == 1) end_by(how);
    _exit(98); /* the parent ended before */
  }
  close(order[0]);
  printf("child %d\n", child);
  fflush(stdout);
  while (read(0, &letter, 1) == 1) {
    if (letter == 'b') signal(SIGCHLD, SIG_IGN);
    if ((letter == 'e' || letter == 'b') && write(order[1], "x", 1) != 1) return 3;
    if (letter == 'e') {
      waitid(P_PID, child, &info, WEXITED | WNOWAIT);
      puts("ended");
    } else if (letter == 'r' || letter == 'b') {
      waitid(P_PID, child, &info, WEXITED);
      puts("reaped");
    }
    fflush(stdout);
  }
  return 0;
}
