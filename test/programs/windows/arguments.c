/* arguments ...: prints its arguments as UTF-8, each with a NUL behind it, as the C library took them apart. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t** argv) {
  static char text[1 << 17];
  _setmode(1, _O_BINARY);
  for (int at = 1; at < argc; at++) {
    int size = WideCharToMultiByte(CP_UTF8, 0, argv[at], -1, text, sizeof text, NULL, NULL);
    fwrite(text, 1, (size_t)size, stdout);
  }
  return 0;
}
