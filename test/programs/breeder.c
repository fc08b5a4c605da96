/* breeder COUNT PAUSE_MS: prints "ready" and begins to fork at the first SIGTERM it gets: COUNT children, PAUSE_MS apart.
   Each child counts its own SIGTERMs, and 200 ms after the first prints "count N" and ends. The parent ends after them. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count;

static void on_term(int number) {
  (void)number;
  count++;
}

static void nap(long ms) {
  struct timespec rest = {ms / 1000, ms % 1000 * 1000000};
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
}

static _Noreturn void be_child(void) {
  alarm(20);
  while (count == 0) nap(1);
  nap(200);
  printf("count %d\n", (int)count);
  fflush(stdout);
  _exit(0);
}

int main(int argc, char** argv) {
  int children = argc > 1 ? atoi(argv[1]) : 1;
  long pause_ms = argc > 2 ? atol(argv[2]) : 10;
  alarm(30);
  signal(SIGTERM, on_term);
  puts("ready");
  fflush(stdout);
  while (count == 0) nap(1);
  for (int at = 0; at < children; at++) {
    /* A child counts from its own birth on, with the handler in place: blocked meanwhile, none is lost. */
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid == 0) {
      count = 0;
      sigprocmask(SIG_SETMASK, &before, NULL);
      be_child();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    nap(pause_ms);
  }
  while (wait(NULL) > 0 || errno == EINTR) continue;
  return 0;
}
