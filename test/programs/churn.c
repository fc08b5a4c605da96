/* churn COUNT: starts and reaps COUNT short-lived children, at most 40 of them at a time. Prints "ready", at the end
   "done COUNT", and sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1, living = 0;
  puts("ready");
  fflush(stdout);
  for (int born = 0; born < count; born++) {
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid == 0) _exit(born % 2 == 0 ? 0 : (usleep(500), 1));
    if (++living == 40 && wait(NULL) > 0) living--;
  }
  while (wait(NULL) > 0) continue;
  printf("done %d\n", count);
  fflush(stdout);
  for (;;) pause();
}
