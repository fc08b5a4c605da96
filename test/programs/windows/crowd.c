/* crowd COUNT: has COUNT sleeping children, prints their pids in one line, and when its input ends lets all of them end
   at once, the child of index N with exit code N % 256. */
#include "start_self.h"

int wmain(int argc, wchar_t** argv) {
  SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
  int count = argc > 1 ? _wtoi(argv[1]) : 1;
  wchar_t arguments[64];
  DWORD pid, size;
  char byte;
  if (argc > 2) {
    WaitForSingleObject(to_handle(argv[2]), INFINITE);
    return count % 256;
  }
  HANDLE end = CreateEventW(&inheritable, TRUE, FALSE, NULL);
  for (int index = 0; index < count; index++) {
    swprintf(arguments, 64, L"%d %lu", index, HandleToUlong(end));
    HANDLE process = start_self(arguments, &pid);
    if (process == NULL) return 3;
    CloseHandle(process);
    printf("%lu ", pid);
  }
  puts("");
  fflush(stdout);
  while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &size, NULL) && size > 0) continue;
  SetEvent(end);
  return 0;
}
