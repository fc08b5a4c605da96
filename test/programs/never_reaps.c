/* never_reaps COMMAND...: an init that is none. Takes in the orphans of the command, and never reaps one, nor the command
   itself. Sleeps until it is killed. */
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc < 2 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) return 2;
  pid_t pid = fork();
  if (pid < 0) return 3;
  if (pid == 0) {
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  for (;;) pause();
}
