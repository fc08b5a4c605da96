/* orphans N: starts N children that sleep, prints "ready" and their pids, and exits with 0. */
#include "start_self.h"

int wmain(int argc, wchar_t** argv) {
  int children = argc > 1 ? _wtoi(argv[1]) : 1;
  DWORD pid;
  if (children == 0) Sleep(INFINITE);
  printf("ready");
  for (int at = 0; at < children; at++) {
    HANDLE process = start_self(L"0", &pid);
    if (process == NULL) return 2;
    CloseHandle(process);
    printf(" %lu", pid);
  }
  puts("");
  return 0;
}
