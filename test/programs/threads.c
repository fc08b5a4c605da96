/* threads COUNT [leave]: has COUNT threads beside the first, prints "ready TID", one of their numbers, and sleeps. With
   `leave` the first thread ends before that, while the others live on. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static sem_t up;
static volatile int leave;

static void* sleep_on(void* unused) {
  sem_post(&up);
  for (;;) pause();
  return unused;
}

static void* announce(void* first) {
  if (leave) pthread_join(*(pthread_t*)first, NULL);
  printf("ready %d\n", gettid());
  fflush(stdout);
  for (;;) pause();
  return NULL;
}

int main(int argc, char** argv) {
  int count = argc > 1 ? atoi(argv[1]) : 1;
  static pthread_t first;
  pthread_t thread;
  leave = argc > 2;
  first = pthread_self();
  sem_init(&up, 0, 0);
  for (int made = 1; made < count; made++) {
    if (pthread_create(&thread, NULL, sleep_on, NULL) != 0) return 2;
    sem_wait(&up);
  }
  if (pthread_create(&thread, NULL, announce, &first) != 0) return 2;
  if (leave) pthread_exit(NULL);
  for (;;) pause();
}
