// The few names of a C library that the compiler and platform/linux/kernel/child.cc ask for. One thread, so one errno.

#include <cstdarg>
#include <cstddef>

namespace {
int last_error = 0;
}

extern "C" {

long reeve_call(long number, long a, long b, long c, long d, long e, long f);

int* __errno_location() { return &last_error; }

long syscall(long number, ...) {
  va_list arguments;
  va_start(arguments, number);
  long words[6];
  for (long& word : words) word = va_arg(arguments, long);
  va_end(arguments);
  const long answer = reeve_call(number, words[0], words[1], words[2], words[3], words[4], words[5]);
  if (answer >= 0 || answer < -4095) return answer;
  last_error = static_cast<int>(-answer);
  return -1;
}

void* memcpy(void* to, const void* from, std::size_t size) {
  auto* target = static_cast<char*>(to);
  const auto* source = static_cast<const char*>(from);
  for (std::size_t index = 0; index < size; ++index) target[index] = source[index];
  return to;
}

void* memset(void* to, int value, std::size_t size) {
  auto* target = static_cast<char*>(to);
  for (std::size_t index = 0; index < size; ++index) target[index] = static_cast<char>(value);
  return to;
}

std::size_t strlen(const char* text) {
  std::size_t length = 0;
  while (text[length] != '\0') ++length;
  return length;
}

}  // extern "C"
