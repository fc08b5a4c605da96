/* exit_on_term CODE: prints "ready", sleeps, exits with CODE at Ctrl+Break. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static UINT code;

static BOOL WINAPI on_event(DWORD event) {
  if (event == CTRL_BREAK_EVENT) ExitProcess(code);
  return FALSE;
}

int wmain(int argc, wchar_t** argv) {
  code = argc > 1 ? wcstoul(argv[1], NULL, 0) : 0;
  SetConsoleCtrlHandler(on_event, TRUE);
  puts("ready");
  fflush(stdout);
  for (;;) Sleep(INFINITE);
}
