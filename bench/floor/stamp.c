/* stamp FILE DELAY_US: sleeps, writes the monotonic clock's nanoseconds over the first 8 bytes of FILE, ends. */
#include "floor.h"

#include <sys/mman.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int file = open(argv[1], O_RDWR);
  MUST(file);
  volatile uint64_t* stamp = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  *stamp = 0; /* so that the page is there when it matters */
  usleep((useconds_t)atoi(argv[2]));
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  *stamp = (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
  _exit(0);
}
