/* grows MIB: takes so much memory and writes to all of it, prints "has it", and ends with 0. Less than 1024. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIB = 1 << 20, MOST = 1024 };

int main(int argc, char** argv) {
  long count = argc > 1 ? atol(argv[1]) : 0;
  if (count < 1 || count > MOST) return 2;
  for (long at = 0; at < count; at++) {
    char* part = malloc(MIB);
    if (part == NULL) return 3;
    memset(part, 1, MIB);
  }
  puts("has it");
  return 0;
}
