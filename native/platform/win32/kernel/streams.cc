#include "platform/win32/kernel/streams.h"

#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr DWORD kPipeBytes = 65536;
constexpr std::array<DWORD, kStreamCount> kStandard{STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};

SECURITY_ATTRIBUTES inheritable() {
  return {.nLength = sizeof(SECURITY_ATTRIBUTES), .lpSecurityDescriptor = nullptr, .bInheritHandle = TRUE};
}

Result<UniqueHandle> open_file(const std::string& path, DWORD access, DWORD disposition) {
  const Result<std::wstring> wide = to_utf16(path);
  if (!wide.ok()) return wide.error();
  SECURITY_ATTRIBUTES attributes = inheritable();
  HANDLE const file = CreateFileW(wide.value().c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                  &attributes, disposition, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file != INVALID_HANDLE_VALUE) return UniqueHandle(file);
  Error error = last_error("CreateFile");
  error.detail = "cannot open '" + path + "': " + platform::error_text(error.os);
  return error;
}

Result<UniqueHandle> open_null(std::size_t stream) {
  return open_file("NUL", stream == 0 ? GENERIC_READ : GENERIC_WRITE, OPEN_EXISTING);
}

Result<UniqueHandle> open_named_file(const StreamPlan& plan, std::size_t stream) {
  if (stream == 0) return open_file(plan.path, GENERIC_READ, OPEN_EXISTING);
  // Without FILE_WRITE_DATA every write goes to the end, whoever else writes.
  if (plan.append) return open_file(plan.path, FILE_APPEND_DATA | SYNCHRONIZE, OPEN_ALWAYS);
  return open_file(plan.path, GENERIC_WRITE, CREATE_ALWAYS);
}

Result<UniqueHandle> copy_for_child(HANDLE handle) {
  OsHandle copy = kInvalidHandle;
  if (DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &copy, 0, TRUE, DUPLICATE_SAME_ACCESS) ==
      FALSE) {
    return last_error("DuplicateHandle");
  }
  return UniqueHandle(copy);
}

Result<UniqueHandle> copy_own_stream(std::size_t stream) {
  HANDLE const own = GetStdHandle(kStandard[stream]);
  // A program without a console has none.
  if (own == nullptr || own == INVALID_HANDLE_VALUE) return open_null(stream);
  return copy_for_child(own);
}

// The number is one of Node's C library, so Node has to say what it stands for.
Result<UniqueHandle> copy_descriptor(int descriptor) {
  using Look = HANDLE (*)(int);
  const auto look =
      reinterpret_cast<Look>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), "uv_get_osfhandle")));
  if (look == nullptr)
    return unsupported("this program doesn't tell addons its descriptors (uv_get_osfhandle is missing)");
  HANDLE const handle = look(descriptor);
  if (handle == nullptr || handle == INVALID_HANDLE_VALUE) {
    Error error = error_of(ERROR_INVALID_HANDLE, "uv_get_osfhandle");
    error.detail = "descriptor " + std::to_string(descriptor) + " is not open";
    return error;
  }
  return copy_for_child(handle);
}

// Node's side of a pipe has to be overlapped, which an anonymous pipe can't be.
Status open_pipe(Streams& streams, std::size_t stream) {
  const Result<std::string> token = platform::random_token();
  if (!token.ok()) return token.error();
  const std::string name = "\\\\.\\pipe\\reeve-" + token.value();
  const DWORD direction = stream == 0 ? PIPE_ACCESS_OUTBOUND : PIPE_ACCESS_INBOUND;
  HANDLE const ours =
      CreateNamedPipeA(name.c_str(), direction | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                       PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, kPipeBytes, kPipeBytes, 0, nullptr);
  if (ours == INVALID_HANDLE_VALUE) return last_error("CreateNamedPipe");
  streams.parent_ends[stream] = UniqueHandle(ours);
  const DWORD access = stream == 0 ? GENERIC_READ | FILE_WRITE_ATTRIBUTES : GENERIC_WRITE | FILE_READ_ATTRIBUTES;
  Result<UniqueHandle> theirs = open_file(name, access, OPEN_EXISTING);
  if (!theirs.ok()) return theirs.error();
  streams.child_ends[stream] = std::move(theirs.value());
  return Done{};
}

Result<UniqueHandle> open_simple(const StreamPlan& plan, std::size_t stream) {
  switch (plan.kind) {
    case StreamPlan::Kind::file:
      return open_named_file(plan, stream);
    case StreamPlan::Kind::inherit:
      return copy_own_stream(stream);
    case StreamPlan::Kind::descriptor:
      return copy_descriptor(plan.descriptor);
    default:
      return open_null(stream);
  }
}

}  // namespace

Result<Streams> open_streams(const std::array<StreamPlan, kStreamCount>& plans) {
  Streams streams;
  for (std::size_t stream = 0; stream < plans.size(); ++stream) {
    if (plans[stream].kind == StreamPlan::Kind::pipe) {
      const Status opened = open_pipe(streams, stream);
      if (!opened.ok()) return opened.error();
      continue;
    }
    Result<UniqueHandle> end = open_simple(plans[stream], stream);
    if (!end.ok()) return end.error();
    streams.child_ends[stream] = std::move(end.value());
  }
  return streams;
}

}  // namespace reeve::windows
