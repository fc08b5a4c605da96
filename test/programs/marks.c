/* marks PATH: makes the file PATH.ran, leaves a process in a session of its own behind, makes PATH.stands, calls
   getpgid(0x5eed), by which a tracer knows that it stands, and sleeps. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void make(const char* path, const char* ending) {
  char name[4096];
  snprintf(name, sizeof name, "%s.%s", path, ending);
  close(open(name, O_CREAT | O_WRONLY, 0600));
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  make(argv[1], "ran");
  pid_t pid = fork();
  if (pid < 0) return 3;
  if (pid == 0) {
    setsid();
    for (;;) pause();
  }
  make(argv[1], "stands");
  getpgid(0x5eed);
  for (;;) pause();
}
