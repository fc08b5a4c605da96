/* daemon keep|empty|session|child: leaves a process behind that forked twice. keep: it left group and session and lost
   its parent. empty: its environment too. session: it left only the group, and lost its parent and its environment.
   child: it left group and session, but its parent lives. Prints "ready" and its pid once all that is so, sleeps. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void become_daemon(char* self, const char* how) {
  int keep = strcmp(how, "keep") == 0, parent_stays = strcmp(how, "child") == 0;
  char *nothing[] = {NULL}, *arguments[] = {self, "serve", NULL};
  if (strcmp(how, "session") == 0)
    setpgid(0, 0);
  else if (!parent_stays)
    setsid();
  pid_t middle = getpid(), pid = fork();
  if (pid < 0) _exit(3);
  if (pid > 0 && !parent_stays) _exit(0);
  if (pid > 0)
    for (;;) pause();
  if (parent_stays) setsid();
  while (!parent_stays && getppid() == middle) usleep(1000);
  if (!keep && !parent_stays) execve("/proc/self/exe", arguments, nothing);
  execv("/proc/self/exe", arguments);
  _exit(4);
}

int main(int argc, char** argv) {
  const char* how = argc > 1 ? argv[1] : "keep";
  if (strcmp(how, "serve") == 0) {
    printf("ready %d\n", getpid());
    fflush(stdout);
    for (;;) pause();
  }
  pid_t pid = fork();
  if (pid < 0) return 2;
  if (pid == 0) become_daemon(argv[0], how);
  if (strcmp(how, "child") != 0) waitpid(pid, NULL, 0);
  for (;;) pause();
}
