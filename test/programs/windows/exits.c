/* exits CODE [AFTER_MS]: ends with CODE, at once or after that time. */
#include <stdlib.h>
#include <windows.h>

int wmain(int argc, wchar_t** argv) {
  if (argc > 2) Sleep((DWORD)_wtoi(argv[2]));
  ExitProcess(argc > 1 ? wcstoul(argv[1], NULL, 0) : 0);
}
