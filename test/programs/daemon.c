/* daemon keep|empty: leaves a daemon behind that forked twice, left group and session and lost its parent; with "empty"
   also its environment. Prints "ready" and the daemon's pid, sleeps. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void become_daemon(char* self, int empty) {
  char *nothing[] = {NULL}, *arguments[] = {self, "serve", NULL};
  setsid();
  pid_t pid = fork();
  if (pid != 0) _exit(pid < 0 ? 3 : 0);
  if (empty) execve("/proc/self/exe", arguments, nothing);
  execv("/proc/self/exe", arguments);
  _exit(4);
}

int main(int argc, char** argv) {
  if (argc > 1 && strcmp(argv[1], "serve") == 0) {
    printf("ready %d\n", getpid());
    fflush(stdout);
    for (;;) pause();
  }
  pid_t pid = fork();
  if (pid < 0) return 2;
  if (pid == 0) become_daemon(argv[0], argc > 1 && strcmp(argv[1], "empty") == 0);
  waitpid(pid, NULL, 0);
  for (;;) pause();
}
