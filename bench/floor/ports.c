/* ports COUNT: the reads of listeningPorts, COUNT times over: the listening sockets of TCP and the unconnected ones of UDP by
   sock_diag, and the links of all descriptors of all processes. Prints the samples, each of one look. */
#include "floor.h"

#include <dirent.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

static char buffer[65536];

static int dump(int family, int protocol, unsigned state) {
  struct {
    struct nlmsghdr header;
    struct inet_diag_req_v2 body;
  } request = {{sizeof request, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, 1, 0}, {0}};
  request.body.sdiag_family = (unsigned char)family;
  request.body.sdiag_protocol = (unsigned char)protocol;
  request.body.idiag_states = 1U << state;
  int found = 0, more = 1, netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  MUST(netlink);
  MUST(send(netlink, &request, sizeof request, 0));
  while (more) {
    long size = recv(netlink, buffer, sizeof buffer, 0);
    MUST(size);
    for (struct nlmsghdr* message = (void*)buffer; NLMSG_OK(message, (unsigned)size);
         message = NLMSG_NEXT(message, size)) {
      if (message->nlmsg_type == SOCK_DIAG_BY_FAMILY) found++;
      if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) more = 0;
    }
  }
  close(netlink);
  return found;
}

static void read_links(int proc, const char* pid) {
  char path[300], target[300];
  snprintf(path, sizeof path, "%s/fd", pid);
  int folder = openat(proc, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  for (;;) {
    long size = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
    if (size <= 0) break;
    for (long at = 0; at < size;) {
      const char* name = buffer + at + 19;
      at += *(unsigned short*)(buffer + at + 16);
      if (name[0] != '.' && readlinkat(folder, name, target, sizeof target) < 0 && errno == EBADF) exit(1);
    }
  }
  close(folder);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int count = atoi(argv[1]);
  double* samples = malloc(sizeof(double) * (size_t)count);
  for (int at = -1; at < count; at++) {
    double before = now_us();
    int found = dump(AF_INET, IPPROTO_TCP, 10) + dump(AF_INET6, IPPROTO_TCP, 10);
    found += dump(AF_INET, IPPROTO_UDP, 7) + dump(AF_INET6, IPPROTO_UDP, 7);
    if (found == 0) return 3;
    DIR* proc = opendir("/proc");
    if (proc == NULL) return 1;
    for (struct dirent* entry; (entry = readdir(proc)) != NULL;) {
      if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') read_links(dirfd(proc), entry->d_name);
    }
    closedir(proc);
    if (at >= 0) samples[at] = now_us() - before;
  }
  print_samples(samples, count);
}
