/* named HEX: takes the bytes that HEX spells as its kernel name, prints "ready" and sleeps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char name[16] = {0};
  if (argc < 2) return 2;
  for (size_t at = 0; at < 15 && at < strlen(argv[1]) / 2; at++) {
    char digits[3] = {argv[1][2 * at], argv[1][2 * at + 1], 0};
    name[at] = (char)strtol(digits, NULL, 16);
  }
  if (prctl(PR_SET_NAME, name) != 0) return 3;
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}
