/* reaper PROGRAM ARGUMENTS...: runs it and reaps its orphans at once, as an init does; a container's may take seconds,
   and every look at /proc meets what it left lying. Ends as the program ended. */
#include "floor.h"

#include <sys/prctl.h>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  MUST(prctl(PR_SET_CHILD_SUBREAPER, 1));
  signal(SIGINT, SIG_IGN); /* the program's own business, which is in the same group */
  pid_t program = fork(), ended;
  MUST(program);
  if (program == 0) {
    signal(SIGINT, SIG_DFL);
    execv(argv[1], argv + 1);
    _exit(127);
  }
  int status = 0;
  while ((ended = wait(&status)) != program) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
