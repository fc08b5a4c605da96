/* parent HOW: has one child, that ends on command with the exit code HOW. Prints "child PID", then obeys one letter each
   from its input: e: end the child, answer "ended" once it has ended, and hold its handle; r: let go of it, answer
   "reaped"; b: both at once, answer "reaped". Ends at the end of its input. */
#include "start_self.h"

static int serve_as_child(HANDLE order, const wchar_t* how) {
  WaitForSingleObject(order, INFINITE);
  ExitProcess(wcstoul(how, NULL, 0));
}

int wmain(int argc, wchar_t** argv) {
  SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
  wchar_t arguments[64];
  DWORD pid, size;
  char letter;
  if (argc < 2) return 2;
  if (argc > 2) return serve_as_child(to_handle(argv[2]), argv[1]);
  HANDLE order = CreateEventW(&inheritable, TRUE, FALSE, NULL);
  swprintf(arguments, 64, L"%ls %lu", argv[1], HandleToUlong(order));
  HANDLE child = start_self(arguments, &pid);
  if (child == NULL) return 3;
  printf("child %lu\n", pid);
  fflush(stdout);
  while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &letter, 1, &size, NULL) && size == 1) {
    if (letter == 'e' || letter == 'b') {
      SetEvent(order);
      WaitForSingleObject(child, INFINITE);
    }
    if (letter == 'r' || letter == 'b') CloseHandle(child);
    puts(letter == 'e' ? "ended" : "reaped");
    fflush(stdout);
  }
  SetEvent(order);
  return 0;
}
