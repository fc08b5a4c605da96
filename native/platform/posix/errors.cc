#include "platform/posix/errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "core/platform.h"
#include "platform/posix/own_names.h"

namespace reeve {
namespace {

// glibc's strerrorname_np came with 2.32 and musl has none.
constexpr auto kNames = std::to_array<posix::NumberName>({
    {EPERM, "EPERM"},
    {ENOENT, "ENOENT"},
    {ESRCH, "ESRCH"},
    {EINTR, "EINTR"},
    {EIO, "EIO"},
    {ENXIO, "ENXIO"},
    {E2BIG, "E2BIG"},
    {ENOEXEC, "ENOEXEC"},
    {EBADF, "EBADF"},
    {ECHILD, "ECHILD"},
    {EAGAIN, "EAGAIN"},
    {ENOMEM, "ENOMEM"},
    {EACCES, "EACCES"},
    {EFAULT, "EFAULT"},
    {EBUSY, "EBUSY"},
    {EEXIST, "EEXIST"},
    {EXDEV, "EXDEV"},
    {ENODEV, "ENODEV"},
    {ENOTDIR, "ENOTDIR"},
    {EISDIR, "EISDIR"},
    {EINVAL, "EINVAL"},
    {ENFILE, "ENFILE"},
    {EMFILE, "EMFILE"},
    {ENOTTY, "ENOTTY"},
    {ETXTBSY, "ETXTBSY"},
    {EFBIG, "EFBIG"},
    {ENOSPC, "ENOSPC"},
    {EROFS, "EROFS"},
    {EPIPE, "EPIPE"},
    {EPROTO, "EPROTO"},
    {ERANGE, "ERANGE"},
    {ENAMETOOLONG, "ENAMETOOLONG"},
    {ENOSYS, "ENOSYS"},
    {ENOTEMPTY, "ENOTEMPTY"},
    {ELOOP, "ELOOP"},
    {EOPNOTSUPP, "EOPNOTSUPP"},
    {EOVERFLOW, "EOVERFLOW"},
    {ETIMEDOUT, "ETIMEDOUT"},
    {ESTALE, "ESTALE"},
    {EDQUOT, "EDQUOT"},
    {ECANCELED, "ECANCELED"},
});

}  // namespace

namespace platform {

std::string_view error_name(int os_error) {
  for (const std::span<const posix::NumberName> table :
       {std::span<const posix::NumberName>(kNames), posix::own_errors()}) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& n) { return n.number == os_error; });
    if (found != table.end()) return found->name;
  }
  return "EUNKNOWN";
}

std::string error_text(int os_error) { return std::generic_category().message(os_error); }

}  // namespace platform

namespace posix {

Error error_of(int number, std::string_view op, Pid pid) {
  return Error{.code = platform::error_name(number), .os = number, .op = op, .pid = pid};
}

Error last_error(std::string_view op, Pid pid) { return error_of(errno, op, pid); }

}  // namespace posix
}  // namespace reeve
