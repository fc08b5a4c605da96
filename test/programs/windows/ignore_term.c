/* ignore_term: takes no notice of Ctrl+C and Ctrl+Break, prints "ready", sleeps. */
#include <stdio.h>
#include <windows.h>

static BOOL WINAPI on_event(DWORD event) {
  (void)event;
  return TRUE;
}

int wmain(void) {
  SetConsoleCtrlHandler(on_event, TRUE);
  puts("ready");
  fflush(stdout);
  for (;;) Sleep(INFINITE);
}
