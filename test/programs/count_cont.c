/* count_cont: prints "ready", counts the SIGCONTs it gets, and 200 ms after SIGTERM prints "continued N" and exits. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t continued, asked;

static void on_signal(int number) {
  if (number == SIGCONT) continued++;
  if (number == SIGTERM) asked = 1;
}

int main(void) {
  signal(SIGCONT, on_signal);
  signal(SIGTERM, on_signal);
  puts("ready");
  fflush(stdout);
  while (!asked) {
    struct timespec nap = {0, 1000000};
    nanosleep(&nap, NULL);
  }
  struct timespec rest = {0, 200000000};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
  printf("continued %d\n", (int)continued);
  fflush(stdout);
  return 0;
}
