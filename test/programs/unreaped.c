/* unreaped N: has a child that led a group of N sleeping members and is dead, and never reaps it. Prints "ready" and
   the dead leader's pid, sleeps. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int members = argc > 1 ? atoi(argv[1]) : 1;
  pid_t leader = fork();
  if (leader < 0) return 2;
  if (leader == 0) {
    setpgid(0, 0);
    for (int at = 0; at < members; at++) {
      pid_t pid = fork();
      if (pid < 0) return 3;
      if (pid > 0) continue;
      for (;;) pause();
    }
    _exit(0);
  }
  siginfo_t info;
  if (waitid(P_PID, (id_t)leader, &info, WEXITED | WNOWAIT) != 0) return 4;
  printf("ready %d\n", leader);
  fflush(stdout);
  for (;;) pause();
}
