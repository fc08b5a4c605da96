/* breaks_away: tries to start an idle process outside of its job. Prints "refused ERROR" or "started PID", sleeps. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int argc, wchar_t** argv) {
  wchar_t path[MAX_PATH], line[MAX_PATH + 16];
  STARTUPINFOW info = {.cb = sizeof info};
  PROCESS_INFORMATION started;
  GetModuleFileNameW(NULL, path, MAX_PATH);
  if (argc < 2 || wcscmp(argv[1], L"sleep") != 0) {
    swprintf(line, MAX_PATH + 16, L"\"%ls\" sleep", path);
    if (CreateProcessW(path, line, NULL, NULL, TRUE, CREATE_BREAKAWAY_FROM_JOB, NULL, NULL, &info, &started)) {
      printf("started %lu\n", started.dwProcessId);
    } else {
      printf("refused %lu\n", GetLastError());
    }
    fflush(stdout);
  }
  for (;;) Sleep(INFINITE);
}
