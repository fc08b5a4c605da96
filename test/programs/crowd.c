/* crowd COUNT: has COUNT sleeping children, prints their pids in one line, and when its input ends lets all of them end
   at once, the child of index N with exit code N % 256, and reaps them. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1, life[2];
  char byte;
  if (pipe(life) != 0) return 2;
  for (int index = 0; index < count; index++) {
    pid_t pid = fork();
    if (pid < 0) return 3;
    if (pid == 0) {
      close(life[1]);
      while (read(life[0], &byte, 1) > 0) continue;
      _exit(index % 256);
    }
    printf("%d ", pid);
    fflush(NULL);
  }
  puts("");
  fflush(stdout);
  close(life[0]);
  while (read(0, &byte, 1) > 0) continue;
  close(life[1]);
  while (wait(NULL) > 0) continue;
  return 0;
}
