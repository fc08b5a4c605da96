/* sleeper: prints "ready", sleeps. Takes any arguments. */
#include <stdio.h>
#include <windows.h>

int wmain(void) {
  puts("ready");
  fflush(stdout);
  for (;;) Sleep(INFINITE);
}
