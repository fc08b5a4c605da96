/* vfork_parent: waits for its vfork child, which nothing but the kernel's own kill interrupts: it shows state D. The child
   ignores SIGTERM, prints "ready" and both pids once its parent waits, and sleeps. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int waits_uninterruptibly(pid_t pid) {
  char path[64], text[512] = {0};
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int file = open(path, O_RDONLY);
  if (file < 0 || read(file, text, sizeof text - 1) < 0) _exit(4);
  close(file);
  const char* state = strrchr(text, ')');
  return state != NULL && state[2] == 'D';
}

int main(void) {
  signal(SIGTERM, SIG_IGN);
  char line[64];
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child < 0) return 2;
  if (child == 0) {
    while (!waits_uninterruptibly(parent)) usleep(1000);
    int length = snprintf(line, sizeof line, "ready %d %d\n", parent, getpid());
    if (write(1, line, (size_t)length) != length) _exit(3);
    for (;;) pause();
  }
  return 0;
}
