/* tree WIDTH DEPTH: a tree of processes, each with WIDTH children down to DEPTH levels below the first. Prints "ready N"
   once all N stand, then sleeps. Every process keeps the default signal dispositions it was given. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Returns in every process of the tree. */
static void grow(int width, int depth) {
  for (int child = 0; depth > 0 && child < width; child++) {
    pid_t pid = fork();
    if (pid < 0) exit(3);
    if (pid > 0) continue;
    prctl(PR_SET_NAME, "tree-node");
    depth--;
    child = -1;
  }
}

int main(int argc, char** argv) {
  int width = argc > 1 ? atoi(argv[1]) : 2, depth = argc > 2 ? atoi(argv[2]) : 2, ends[2];
  long total = 1, level = 1;
  for (int at = 0; at < depth; at++) total += level *= width;
  if (pipe(ends) != 0) return 2;
  pid_t first = getpid();
  grow(width, depth);
  if (getpid() == first) {
    char byte;
    for (long seen = 1; seen < total; seen++)
      if (read(ends[0], &byte, 1) != 1) return 5;
    printf("ready %ld\n", total);
    fflush(stdout);
  } else if (write(ends[1], "x", 1) != 1) {
    return 4;
  }
  for (;;) pause();
}
