/* forks COUNT: starts children that sleep, prints how many there are and why there are no more ("3 EAGAIN", "5 asked"),
   sleeps. At most 100; each ends by itself after 60 s. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 100, SECONDS = 60 };

int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  if (count < 1 || count > MOST) return 2;
  const char* why = "asked";
  int started = 0;
  for (; started < count; started++) {
    pid_t pid = fork();
    if (pid == 0) {
      alarm(SECONDS);
      for (;;) pause();
    }
    if (pid < 0) {
      why = errno == EAGAIN ? "EAGAIN" : strerror(errno);
      break;
    }
  }
  printf("%d %s\n", started, why);
  fflush(stdout);
  alarm(SECONDS);
  for (;;) pause();
}
