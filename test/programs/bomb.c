/* bomb MOST group|session: every process forks as fast as it can until MOST stand, then sleeps; with "session" each
   leaves its session first. Prints "ready" at once. It ends by itself after 10 s. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECONDS = 10 };

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  int session = strcmp(argv[2], "session") == 0;
  long most = atol(argv[1]);
  atomic_long* births = mmap(NULL, sizeof *births, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (births == MAP_FAILED) return 3;
  alarm(SECONDS);
  puts("ready");
  fflush(stdout);
  while (atomic_fetch_add(births, 1) < most) {
    if (fork() != 0) continue;
    alarm(SECONDS);
    if (session) setsid();
  }
  for (;;) pause();
}
