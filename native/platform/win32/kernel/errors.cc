#include "platform/win32/kernel/errors.h"

#include <winternl.h>

#include <algorithm>
#include <array>

#include "core/platform.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve {
namespace {

constexpr DWORD kElevationRequired = 740;  // ERROR_ELEVATION_REQUIRED, which not every SDK has

struct Name {
  DWORD number;
  std::string_view code;
};

// The POSIX names of what the field knows by them; the same choices as libuv's, so that Node's users meet no surprise.
constexpr std::array kNames{
    Name{ERROR_FILE_NOT_FOUND, "ENOENT"},
    Name{ERROR_PATH_NOT_FOUND, "ENOENT"},
    Name{ERROR_INVALID_DRIVE, "ENOENT"},
    Name{ERROR_BAD_PATHNAME, "ENOENT"},
    Name{ERROR_INVALID_NAME, "ENOENT"},
    Name{ERROR_MOD_NOT_FOUND, "ENOENT"},
    Name{ERROR_BAD_NETPATH, "ENOENT"},
    Name{ERROR_TOO_MANY_OPEN_FILES, "EMFILE"},
    Name{ERROR_ACCESS_DENIED, "EPERM"},
    Name{ERROR_PRIVILEGE_NOT_HELD, "EPERM"},
    Name{kElevationRequired, "EACCES"},
    Name{ERROR_NOACCESS, "EACCES"},
    Name{ERROR_CANT_ACCESS_FILE, "EACCES"},
    Name{ERROR_INVALID_HANDLE, "EBADF"},
    Name{ERROR_NOT_ENOUGH_MEMORY, "ENOMEM"},
    Name{ERROR_OUTOFMEMORY, "ENOMEM"},
    Name{ERROR_COMMITMENT_LIMIT, "ENOMEM"},
    Name{ERROR_NO_SYSTEM_RESOURCES, "EAGAIN"},
    Name{ERROR_NOT_ENOUGH_QUOTA, "EAGAIN"},
    Name{ERROR_SHARING_VIOLATION, "EBUSY"},
    Name{ERROR_LOCK_VIOLATION, "EBUSY"},
    Name{ERROR_BUSY, "EBUSY"},
    Name{ERROR_FILE_EXISTS, "EEXIST"},
    Name{ERROR_ALREADY_EXISTS, "EEXIST"},
    Name{ERROR_INVALID_PARAMETER, "EINVAL"},
    Name{ERROR_DISK_FULL, "ENOSPC"},
    Name{ERROR_HANDLE_DISK_FULL, "ENOSPC"},
    Name{ERROR_BROKEN_PIPE, "EPIPE"},
    Name{ERROR_NO_DATA, "EPIPE"},
    Name{ERROR_FILENAME_EXCED_RANGE, "ENAMETOOLONG"},
    Name{ERROR_BUFFER_OVERFLOW, "ENAMETOOLONG"},
    Name{ERROR_DIRECTORY, "ENOTDIR"},
    Name{ERROR_BAD_EXE_FORMAT, "ENOEXEC"},
    Name{ERROR_EXE_MACHINE_TYPE_MISMATCH, "ENOEXEC"},
    Name{ERROR_INVALID_EXE_SIGNATURE, "ENOEXEC"},
    Name{ERROR_NOT_SUPPORTED, "ENOTSUP"},
    Name{ERROR_CALL_NOT_IMPLEMENTED, "ENOSYS"},
    Name{ERROR_NO_UNICODE_TRANSLATION, "EILSEQ"},
    Name{ERROR_WRITE_PROTECT, "EROFS"},
    Name{ERROR_SEM_TIMEOUT, "ETIMEDOUT"},
};

constexpr DWORD kLongestText = 1024;

}  // namespace

namespace platform {

std::string_view error_name(int os_error) {
  const auto found = std::find_if(kNames.begin(), kNames.end(),
                                  [&](const Name& name) { return name.number == static_cast<DWORD>(os_error); });
  return found == kNames.end() ? "EUNKNOWN" : found->code;
}

std::string error_text(int os_error) {
  std::array<wchar_t, kLongestText> text{};
  const DWORD length =
      FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, static_cast<DWORD>(os_error),
                     MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), text.data(), kLongestText, nullptr);
  std::string sentence = windows::to_utf8(std::wstring_view(text.data(), length));
  const std::size_t end = sentence.find_last_not_of(" \r\n.");
  sentence.resize(end == std::string::npos ? 0 : end + 1);
  return sentence.empty() ? "Windows error " + std::to_string(os_error) : sentence;
}

}  // namespace platform

namespace windows {

Error error_of(std::uint32_t number, std::string_view op, Pid pid) {
  const int os = static_cast<int>(number);
  return Error{.code = platform::error_name(os), .os = os, .op = op, .pid = pid};
}

Error last_error(std::string_view op, Pid pid) { return error_of(GetLastError(), op, pid); }

Error status_error(std::int32_t status, std::string_view op, Pid pid) {
  return error_of(RtlNtStatusToDosError(status), op, pid);
}

}  // namespace windows
}  // namespace reeve
