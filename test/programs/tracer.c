/* tracer [hold]: has a child that it traces and holds stopped, prints "ready" and the child's pid, and sleeps; with
   "hold" it ignores SIGTERM. The child would obey SIGTERM. */
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  (void)argv;
  pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0)
    for (;;) pause();
  if (argc > 1) signal(SIGTERM, SIG_IGN);
  if (ptrace(PTRACE_SEIZE, child, NULL, NULL) != 0) return 3;
  if (ptrace(PTRACE_INTERRUPT, child, NULL, NULL) != 0) return 4;
  if (waitpid(child, NULL, __WALL) != child) return 5;
  printf("ready %d\n", child);
  fflush(stdout);
  for (;;) pause();
}
