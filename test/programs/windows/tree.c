/* tree WIDTH DEPTH: a tree of processes, each with WIDTH children down to DEPTH levels below the first. Prints "ready N"
   once all N stand, then sleeps. */
#include "start_self.h"

int wmain(int argc, wchar_t** argv) {
  int width = argc > 1 ? _wtoi(argv[1]) : 2, depth = argc > 2 ? _wtoi(argv[2]) : 2;
  SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
  HANDLE standing = NULL, told = NULL;
  wchar_t arguments[64];
  long total = 1, level = 1;
  DWORD size;
  char byte;
  for (int at = 0; at < depth; at++) total += level *= width;
  if (argc > 3) {
    told = to_handle(argv[3]);
  } else if (!CreatePipe(&standing, &told, &inheritable, 0)) {
    return 2;
  }
  swprintf(arguments, 64, L"%d %d %lu", width, depth - 1, HandleToUlong(told));
  for (int child = 0; depth > 0 && child < width; child++) {
    HANDLE process = start_self(arguments, NULL);
    if (process == NULL) return 3;
    CloseHandle(process);
  }
  if (standing == NULL) {
    if (!WriteFile(told, "x", 1, &size, NULL)) return 4;
  } else {
    for (long seen = 1; seen < total; seen++)
      if (!ReadFile(standing, &byte, 1, &size, NULL)) return 5;
    printf("ready %ld\n", total);
    fflush(stdout);
  }
  for (;;) Sleep(INFINITE);
}
