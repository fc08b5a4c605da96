/* says OUT ERR: writes the one to its output and the other to its error output, a line each. */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>

int wmain(int argc, wchar_t** argv) {
  if (argc < 3) return 2;
  _setmode(1, _O_BINARY);
  _setmode(2, _O_BINARY);
  printf("%ls\n", argv[1]);
  fflush(stdout);
  fprintf(stderr, "%ls\n", argv[2]);
  return 0;
}
