/* refusing CALL=ERROR... -- PROGRAM ARGUMENTS...: executes the program under a seccomp filter that makes these system
   calls fail. CALL: pidfd_open, pidfd_send_signal, clone3, ptrace, statx, netlink (socket, for that family). ERROR: ENOSYS,
   EPERM. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int number_of(const char* call, size_t length) {
  if (length == 10 && strncmp(call, "pidfd_open", length) == 0) return SYS_pidfd_open;
  if (length == 17 && strncmp(call, "pidfd_send_signal", length) == 0) return SYS_pidfd_send_signal;
  if (length == 6 && strncmp(call, "clone3", length) == 0) return SYS_clone3;
  if (length == 6 && strncmp(call, "ptrace", length) == 0) return SYS_ptrace;
  if (length == 5 && strncmp(call, "statx", length) == 0) return SYS_statx;
  if (length == 7 && strncmp(call, "netlink", length) == 0) return SYS_socket;
  return -1;
}

int main(int argc, char** argv) {
  struct sock_filter code[64];
  unsigned short size = 0;
  int at = 1;
  code[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (; at < argc && strcmp(argv[at], "--") != 0 && size < 56; at++) {
    const char* equals = strchr(argv[at], '=');
    if (equals == NULL) return 2;
    int call = number_of(argv[at], (size_t)(equals - argv[at]));
    unsigned error = strcmp(equals + 1, "EPERM") == 0 ? EPERM : ENOSYS;
    if (call < 0) return 2;
    int by_family = call == SYS_socket;
    code[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, by_family ? 4 : 1);
    if (by_family) {
      code[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]));
      code[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 1);
    }
    code[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error);
    if (by_family) {
      code[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    }
  }
  code[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {.len = size, .filter = code};
  if (at + 1 >= argc) return 2;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 3;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
    perror("seccomp");
    return 3;
  }
  execvp(argv[at + 1], argv + at + 1);
  perror("exec");
  return 4;
}
