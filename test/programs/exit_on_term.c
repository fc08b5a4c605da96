/* exit_on_term CODE: prints "ready", sleeps, exits with CODE at SIGTERM. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int code;

static void on_term(int number) {
  (void)number;
  _exit(code);
}

int main(int argc, char** argv) {
  code = argc > 1 ? atoi(argv[1]) : 0;
  signal(SIGTERM, on_term);
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
