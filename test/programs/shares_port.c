/* shares_port N [each]: listens at a port of 127.0.0.1 and starts N children that have the same socket, or, with `each`, one
   of their own at the same port (SO_REUSEPORT). Prints "ready", the port and the pids of the children; sleeps. */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_at(struct sockaddr_in* address) {
  socklen_t size = sizeof *address;
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) exit(1);
  if (bind(listener, (void*)address, size) != 0 || listen(listener, 5) != 0) exit(1);
  if (getsockname(listener, (void*)address, &size) != 0) exit(1);
  return listener;
}

int main(int argc, char** argv) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int children = argc > 1 ? atoi(argv[1]) : 1, listener = listen_at(&address), told[2];
  if (pipe(told) != 0) return 1;
  printf("ready %d", ntohs(address.sin_port));
  fflush(stdout);
  for (int at = 0; at < children; at++) {
    pid_t pid = fork();
    if (pid < 0) return 2;
    if (pid > 0) {
      printf(" %d", pid);
      continue;
    }
    if (argc > 2) {
      close(listener);
      listen_at(&address);
    }
    if (write(told[1], "1", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char byte;
  for (int at = 0; at < children; at++)
    if (read(told[0], &byte, 1) != 1) return 3;
  puts("");
  fflush(stdout);
  for (;;) pause();
}
