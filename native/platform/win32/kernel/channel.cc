#include "platform/win32/kernel/channel.h"

#include <array>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr DWORD kChannelBytes = 65536;

// How many bytes a read or write that was begun has moved.
Result<DWORD> finish(OsHandle channel, OsHandle other, OVERLAPPED& operation, BOOL done, std::string_view op) {
  if (done == FALSE && GetLastError() != ERROR_IO_PENDING) return last_error(op);
  const std::array<HANDLE, 2> awaited{operation.hEvent, other};
  WaitForMultipleObjects(awaited.size(), awaited.data(), FALSE, INFINITE);
  // What came in before the other side ended counts.
  if (WaitForSingleObject(operation.hEvent, 0) != WAIT_OBJECT_0) CancelIoEx(channel, &operation);
  DWORD moved = 0;
  if (GetOverlappedResult(channel, &operation, &moved, TRUE) == FALSE) return last_error(op);
  return moved;
}

}  // namespace

Result<ChannelEnds> open_channel(const std::string& token) {
  const std::string name = "\\\\.\\pipe\\reeve-keeper-" + token;
  ChannelEnds ends;
  HANDLE const ours = CreateNamedPipeA(
      name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, kChannelBytes, kChannelBytes, 0, nullptr);
  if (ours == INVALID_HANDLE_VALUE) return last_error("CreateNamedPipe");
  ends.ours = UniqueHandle(ours);
  SECURITY_ATTRIBUTES inheritable{
      .nLength = sizeof inheritable, .lpSecurityDescriptor = nullptr, .bInheritHandle = TRUE};
  HANDLE const theirs =
      CreateFileA(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &inheritable, OPEN_EXISTING, 0, nullptr);
  if (theirs == INVALID_HANDLE_VALUE) return last_error("CreateFile");
  ends.theirs = UniqueHandle(theirs);
  return ends;
}

Status write_channel(OsHandle channel, OsHandle other, std::string_view bytes) {
  const UniqueHandle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!event.valid()) return last_error("CreateEvent");
  while (!bytes.empty()) {
    OVERLAPPED operation{};
    operation.hEvent = event.get();
    const BOOL done = WriteFile(channel, bytes.data(), static_cast<DWORD>(bytes.size()), nullptr, &operation);
    const Result<DWORD> moved = finish(channel, other, operation, done, "WriteFile");
    if (!moved.ok()) return moved.error();
    bytes.remove_prefix(moved.value());
  }
  return Done{};
}

Status read_channel(OsHandle channel, OsHandle other, void* buffer, std::size_t size) {
  const UniqueHandle event(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!event.valid()) return last_error("CreateEvent");
  auto* next = static_cast<char*>(buffer);
  while (size > 0) {
    OVERLAPPED operation{};
    operation.hEvent = event.get();
    const BOOL done = ReadFile(channel, next, static_cast<DWORD>(size), nullptr, &operation);
    const Result<DWORD> moved = finish(channel, other, operation, done, "ReadFile");
    if (!moved.ok()) return moved.error();
    next += moved.value();
    size -= moved.value();
  }
  return Done{};
}

}  // namespace reeve::windows
