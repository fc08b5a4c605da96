/* storm CHAINS PAUSE_US group|session: chains of processes that each fork the next, wait PAUSE_US and exit; with
   "session" each leaves its session first. Prints "ready", sleeps. It ends by itself after 10 s or 10000 births. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS = 10, MOST_BIRTHS = 10000 };

static atomic_long* births;
static time_t end;

static time_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

static _Noreturn void run_chain(long pause_us, int session) {
  for (;;) {
    time_t left = end - now();
    if (left <= 0 || atomic_fetch_add(births, 1) >= MOST_BIRTHS) _exit(0);
    alarm((unsigned)left + 1);
    if (session) setsid();
    pid_t pid = fork();
    if (pid == 0) continue;
    if (pause_us > 0) usleep((useconds_t)pause_us);
    _exit(pid < 0);
  }
}

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  end = now() + SECONDS;
  births = mmap(NULL, sizeof *births, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (births == MAP_FAILED) return 3;
  alarm(SECONDS + 1);
  for (int at = 0; at < atoi(argv[1]); at++) {
    pid_t pid = fork();
    if (pid < 0) return 4;
    if (pid == 0) run_chain(atol(argv[2]), strcmp(argv[3], "session") == 0);
  }
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
