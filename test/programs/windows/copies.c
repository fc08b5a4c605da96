/* copies: its input to its output, until the end of it. */
#include <windows.h>

int wmain(void) {
  static char buffer[65536];
  HANDLE in = GetStdHandle(STD_INPUT_HANDLE), out = GetStdHandle(STD_OUTPUT_HANDLE);
  DWORD size, written;
  while (ReadFile(in, buffer, sizeof buffer, &size, NULL) && size > 0) {
    for (DWORD at = 0; at < size; at += written) {
      if (!WriteFile(out, buffer + at, size - at, &written, NULL)) return 2;
    }
  }
  return 0;
}
