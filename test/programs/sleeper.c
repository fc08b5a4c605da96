/* sleeper: prints "ready", sleeps. Takes any arguments. */
#include <stdio.h>
#include <unistd.h>

int main(void) {
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
