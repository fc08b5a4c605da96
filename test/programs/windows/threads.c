/* threads COUNT: has COUNT threads beside the first, prints "ready TID", one of their numbers, and sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static DWORD WINAPI sleep_on(void* unused) {
  (void)unused;
  for (;;) Sleep(INFINITE);
  return 0;
}

int wmain(int argc, wchar_t** argv) {
  DWORD tid = 0;
  for (int made = 0; made < (argc > 1 ? _wtoi(argv[1]) : 1); made++) {
    if (CreateThread(NULL, 0, sleep_on, NULL, 0, &tid) == NULL) return 2;
  }
  printf("ready %lu\n", tid);
  fflush(stdout);
  for (;;) Sleep(INFINITE);
}
