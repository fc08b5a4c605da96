/* asks_keeper TOKEN WORD: connects to the keeper of the job with this token, as native/core/keeper/protocol.h has it.
     end       asks for the job's end, and prints how many messages it was told before the keeper hung up
     noise     sends what no keeper understands, prints "said", and stays to the end of its input
     crowd     connects as often as a keeper serves and more, prints "said", and stays likewise */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct message {
  uint32_t word;
  int32_t pid, number;
  char step[20];
};

static int connect_to(const char* token) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "reeve-keeper-%s", token);
  int channel = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  socklen_t size = (socklen_t)offsetof(struct sockaddr_un, sun_path) + 1 + (socklen_t)length;
  if (connect(channel, (struct sockaddr*)&address, size) == 0) return channel;
  perror("connect");
  return -1;
}

static void ask_for_end(int channel) {
  const struct message end = {.word = 17};
  struct message told;
  int count = 0;
  /* Who may not ask is hung up on, perhaps before this. */
  send(channel, &end, sizeof end, MSG_NOSIGNAL);
  while (recv(channel, &told, sizeof told, 0) > 0) count++;
  printf("%d\n", count);
}

static void say_noise(int channel) {
  static const size_t sizes[] = {1, sizeof(struct message) - 1, sizeof(struct message), sizeof(struct message) + 1,
                                 4096};
  char bytes[4096];
  for (int byte = 0; byte < 256; byte += 51) {
    memset(bytes, byte, sizeof bytes);
    for (size_t at = 0; at < sizeof sizes / sizeof *sizes; at++) send(channel, bytes, sizes[at], MSG_NOSIGNAL);
  }
}

static void stay(void) {
  char byte;
  puts("said");
  fflush(stdout);
  while (read(0, &byte, 1) == 1) continue;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int channel = connect_to(argv[1]);
  if (channel < 0) return 3;
  if (strcmp(argv[2], "end") == 0) {
    ask_for_end(channel);
  } else if (strcmp(argv[2], "noise") == 0) {
    say_noise(channel);
    stay();
  } else {
    for (int count = 1; count < 40; count++) connect_to(argv[1]);
    stay();
  }
  return 0;
}
