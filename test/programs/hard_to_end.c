/* hard_to_end: leaves behind a process in a session of its own, a daemon that forked twice and has neither its session
   nor its environment, and a child that ignores SIGTERM, which it ignores itself too. Prints "ready" once all stand, and
   sleeps. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int up[2];

static void stand(void) {
  if (write(up[1], "x", 1) != 1) _exit(3);
  close(up[0]);
  close(up[1]);
  for (;;) pause();
}

static void become_daemon(char* self) {
  char up_fd[16], *nothing[] = {NULL}, *arguments[] = {self, up_fd, NULL};
  snprintf(up_fd, sizeof up_fd, "%d", up[1]);
  setsid();
  if (fork() != 0) _exit(0);
  execve("/proc/self/exe", arguments, nothing);
  _exit(4);
}

int main(int argc, char** argv) {
  char bytes[3];
  if (argc > 1 && sscanf(argv[1], "%d", &up[1]) == 1) stand();
  signal(SIGTERM, SIG_IGN);
  if (pipe(up) != 0) return 2;
  if (fork() == 0) {
    setsid();
    stand();
  }
  if (fork() == 0) stand();
  pid_t middle = fork();
  if (middle == 0) become_daemon(argv[0]);
  waitpid(middle, NULL, 0);
  for (ssize_t count = 0, size; count < (ssize_t)sizeof bytes; count += size) {
    size = read(up[0], bytes, sizeof bytes);
    if (size <= 0) return 5;
  }
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
