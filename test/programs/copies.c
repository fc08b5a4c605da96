/* copies: its input to its output, until the end of it. */
#include <unistd.h>

int main(void) {
  char buffer[65536];
  for (;;) {
    ssize_t size = read(0, buffer, sizeof buffer);
    if (size <= 0) return size < 0;
    for (ssize_t at = 0; at < size;) {
      ssize_t written = write(1, buffer + at, (size_t)(size - at));
      if (written < 0) return 2;
      at += written;
    }
  }
}
