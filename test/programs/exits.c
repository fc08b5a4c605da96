/* exits CODE [AFTER_MS]: ends with CODE, at once or after that time. */
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc > 2) usleep((useconds_t)atoi(argv[2]) * 1000);
  return argc > 1 ? atoi(argv[1]) : 0;
}
