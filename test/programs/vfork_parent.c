/* vfork_parent: waits for its vfork child, which nothing but the kernel's own kill interrupts: it shows state D. The child
   ignores SIGTERM, prints "ready" and both pids, and sleeps. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  signal(SIGTERM, SIG_IGN);
  char line[64];
  pid_t parent = getpid();
  pid_t child = vfork();
  if (child < 0) return 2;
  if (child == 0) {
    int length = snprintf(line, sizeof line, "ready %d %d\n", parent, getpid());
    if (write(1, line, (size_t)length) != length) _exit(3);
    for (;;) pause();
  }
  return 0;
}
