#include "platform/darwin/kernel/unique_id.h"

#include <libproc.h>

#include "platform/posix/errors.h"

namespace reeve::darwin_kernel {
namespace {

// PROC_PIDUNIQIDENTIFIERINFO and its struct, from XNU's bsd/sys/proc_info_private.h ("This structure is API"), which the
// SDK leaves out.
constexpr int kUniqueIdentifierInfo = 17;
struct UniqueIdentifierInfo {
  std::uint8_t executable_uuid[16];
  std::uint64_t unique;
  std::uint64_t parent_unique;
  std::int32_t version;
  std::int32_t original_parent_version;
  std::uint64_t reserved[2];
};
static_assert(sizeof(UniqueIdentifierInfo) == 56);

// proc_pidinfo()'s argument that lets these flavors find processes that have begun to exit (proc_find_zombref()).
constexpr std::uint64_t kDeadToo = 1;

}  // namespace

Result<UniqueId> read_unique(Pid pid) {
  UniqueIdentifierInfo info{};
  if (proc_pidinfo(pid, kUniqueIdentifierInfo, kDeadToo, &info, sizeof info) < static_cast<int>(sizeof info)) {
    return posix::last_error("proc_pidinfo", pid);
  }
  return UniqueId{.unique = info.unique, .version = info.version};
}

}  // namespace reeve::darwin_kernel
