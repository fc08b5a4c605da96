#include "keeper/win32/channel.h"

#include <windows.h>

namespace reeve::keeper {

bool Channel::open() {
  pipe_ = GetStdHandle(STD_INPUT_HANDLE);
  return pipe_ != nullptr && pipe_ != INVALID_HANDLE_VALUE;
}

bool Channel::read(void* buffer, std::uint32_t size) const {
  auto* next = static_cast<char*>(buffer);
  while (size > 0) {
    DWORD taken = 0;
    if (ReadFile(pipe_, next, size, &taken, nullptr) == FALSE || taken == 0) return false;
    next += taken;
    size -= taken;
  }
  return true;
}

void Channel::tell(const Message& message) const {
  DWORD written = 0;
  WriteFile(pipe_, &message, sizeof message, &written, nullptr);
}

void Channel::await_hang_up() const {
  char rest[64];
  DWORD taken = 0;
  while (ReadFile(pipe_, rest, sizeof rest, &taken, nullptr) != FALSE && taken > 0) {
  }
}

void Channel::close() { CloseHandle(pipe_); }

}  // namespace reeve::keeper
