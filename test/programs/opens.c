/* opens FOLDER: opens one of everything that a descriptor may lead to, with its files in that folder, prints a line of JSON
   that names the descriptors, and sleeps. */
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <unistd.h>

static int must(int result, const char* what) {
  if (result >= 0) return result;
  perror(what);
  exit(1);
}

static void say(const char* name, int descriptor) { printf("\"%s\":%d,", name, descriptor); }

static int open_at(int folder, const char* name, int flags) { return must(openat(folder, name, flags, 0600), name); }

static int listen_at(int family, int* port) {
  struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
  struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int is_ipv4 = family == AF_INET;
  socklen_t size = is_ipv4 ? sizeof ipv4 : sizeof address;
  void* any = is_ipv4 ? (void*)&ipv4 : (void*)&address;
  int listener = must(socket(family, SOCK_STREAM, 0), "socket");
  must(bind(listener, any, size), "bind");
  must(listen(listener, 5), "listen");
  must(getsockname(listener, any, &size), "getsockname");
  *port = ntohs(is_ipv4 ? ipv4.sin_port : address.sin6_port);
  return listener;
}

static int bind_unix(int type, const char* name, size_t length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, name, length);
  int descriptor = must(socket(AF_UNIX, type, 0), "socket");
  must(bind(descriptor, (void*)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)), "bind unix");
  return descriptor;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int folder = must(open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC), argv[1]), port = 0, pipes[2];
  putchar('{');
  say("directory", folder);
  int file = open_at(folder, "appended", O_CREAT | O_WRONLY | O_APPEND);
  must((int)write(file, "12345", 5), "write");
  say("appended", file);
  say("deleted", open_at(folder, "deleted", O_CREAT | O_RDWR));
  must(unlinkat(folder, "deleted", 0), "unlink");
  say("looks_deleted", open_at(folder, "no (deleted)", O_CREAT | O_RDWR));
  say("not_utf8", open_at(folder, "bad\xff", O_CREAT | O_RDWR));
  say("path_only", open_at(folder, "appended", O_PATH));
  must(symlinkat("appended", folder, "link"), "symlink");
  say("symlink", open_at(folder, "link", O_PATH | O_NOFOLLOW));
  must(mkfifoat(folder, "fifo", 0600), "mkfifo");
  say("fifo", open_at(folder, "fifo", O_RDWR));
  say("device", must(open("/dev/null", O_RDWR), "/dev/null"));
  int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY);
  if (terminal >= 0) say("tty", terminal);
  must(pipe(pipes), "pipe");
  say("pipe", pipes[0]);
  say("epoll", must(epoll_create1(0), "epoll"));
  say("eventfd", must(eventfd(0, 0), "eventfd"));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  say("signalfd", must(signalfd(-1, &signals, 0), "signalfd"));
  say("timerfd", must(timerfd_create(CLOCK_MONOTONIC, 0), "timerfd"));
  say("inotify", must(inotify_init1(0), "inotify"));
  say("pidfd", must((int)syscall(434, getppid(), 0), "pidfd"));
  say("memfd", must((int)syscall(SYS_memfd_create, "note", 0), "memfd"));
  say("tcp4", listen_at(AF_INET, &port));
  say("tcp4_port", port);
  int listener = socket(AF_INET6, SOCK_STREAM, 0);
  if (listener >= 0) {
    close(listener);
    listener = listen_at(AF_INET6, &port);
    say("tcp6", listener);
    say("tcp6_port", port);
    struct sockaddr_in6 peer = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int client = must(socket(AF_INET6, SOCK_STREAM, 0), "socket");
    must(connect(client, (void*)&peer, sizeof peer), "connect");
    say("connected", client);
    say("accepted", must(accept(listener, NULL, NULL), "accept"));
  }
  struct sockaddr_in any = {.sin_family = AF_INET};
  int datagrams = must(socket(AF_INET, SOCK_DGRAM, 0), "socket");
  must(bind(datagrams, (void*)&any, sizeof any), "bind udp");
  say("udp4", datagrams);
  say("unbound", must(socket(AF_INET, SOCK_STREAM, 0), "socket"));
  must(chdir(argv[1]), "chdir");
  int server = bind_unix(SOCK_STREAM, "socket", 6);
  must(listen(server, 5), "listen unix");
  say("unix_listen", server);
  char name[64] = {0};
  int length = snprintf(name + 1, sizeof name - 1, "reeve-test-%d", getpid()) + 1;
  say("unix_abstract", bind_unix(SOCK_DGRAM, name, (size_t)length));
  printf("\"pid\":%d}\n", getpid());
  fflush(stdout);
  for (;;) pause();
}
