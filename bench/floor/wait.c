/* wait STAMP FILE COUNT DELAY_US: from a child's stamp at its end until a second thread, asleep in epoll on the child's
   pidfd, runs. STAMP is the program of stamp.c. */
#include "floor.h"

#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/mman.h>

static char** child_arguments;
static int set;
static double seen;
static sem_t done;

static int child(void* unused) {
  (void)unused;
  char* const no_environment[] = {NULL};
  syscall(SYS_execve, child_arguments[0], child_arguments, no_environment);
  return 127;
}

static void* watch(void* unused) {
  struct epoll_event event;
  for (;;) {
    if (epoll_wait(set, &event, 1, -1) != 1) continue;
    seen = now_us();
    epoll_ctl(set, EPOLL_CTL_DEL, event.data.fd, NULL);
    sem_post(&done);
  }
  return unused;
}

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  int count = atoi(argv[3]), file = open(argv[2], O_RDONLY);
  MUST(file);
  const volatile uint64_t* stamp = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
  char* arguments[] = {argv[1], argv[2], argv[4], NULL};
  child_arguments = arguments;
  MUST(set = epoll_create1(EPOLL_CLOEXEC));
  sem_init(&done, 0, 0);
  pthread_t thread;
  pthread_create(&thread, NULL, watch, NULL);
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -5; at < count; at++) {
    int pidfd = -1;
    pid_t pid = start_child(child, NULL, 0, -1, &pidfd);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = pidfd};
    MUST(epoll_ctl(set, EPOLL_CTL_ADD, pidfd, &event));
    while (sem_wait(&done) != 0) continue;
    if (at >= 0) samples[at] = seen - (double)*stamp / 1e3;
    MUST(waitpid(pid, NULL, 0));
    close(pidfd);
  }
  print_samples(samples, count);
}
