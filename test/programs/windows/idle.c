/* idle: sleeps, and says nothing. Takes any arguments. */
#include <windows.h>

int wmain(void) {
  for (;;) Sleep(INFINITE);
}
