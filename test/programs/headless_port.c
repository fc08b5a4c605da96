/* headless_port: listens at a port of 127.0.0.1 and ends its main thread; another one, which has it open too, lives on.
   Prints the port once the main thread is gone. */
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in address;

static int main_has_ended(void) {
  char text[512] = {0};
  FILE* stat = fopen("/proc/self/stat", "r");
  if (stat == NULL || fgets(text, sizeof text, stat) == NULL) exit(1);
  fclose(stat);
  const char* state = strrchr(text, ')');
  return state != NULL && state[2] == 'Z';
}

static void* live_on(void* nothing) {
  (void)nothing;
  while (!main_has_ended()) usleep(1000);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  pause();
  return NULL;
}

int main(void) {
  address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (void*)&address, size) != 0 || listen(listener, 5) != 0) return 1;
  if (getsockname(listener, (void*)&address, &size) != 0) return 1;
  pthread_t thread;
  if (pthread_create(&thread, NULL, live_on, NULL) != 0) return 1;
  pthread_exit(NULL);
}
