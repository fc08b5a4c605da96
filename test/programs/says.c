/* says OUT ERR: writes the one to its output and the other to its error output, a line each. */
#include <stdio.h>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  printf("%s\n", argv[1]);
  fflush(stdout);
  fprintf(stderr, "%s\n", argv[2]);
  return 0;
}
