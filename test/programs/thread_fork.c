/* thread_fork: its second thread forks a child, which is in no children file but that thread's. Prints "ready" and the
   child's pid; both sleep. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static _Noreturn void* fork_here(void* unused) {
  (void)unused;
  pid_t pid = fork();
  if (pid > 0) {
    printf("ready %d\n", pid);
    fflush(stdout);
  }
  for (;;) pause();
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, fork_here, NULL) != 0) return 2;
  for (;;) pause();
}
