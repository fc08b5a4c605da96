#include "platform/darwin/kernel/pinning.h"

#include "platform/darwin/kernel/notice.h"
#include "platform/darwin/kernel/unique_id.h"

namespace reeve::darwin_kernel {

Result<Pin> pin_child(Pid child, UniqueHandle notice) {
  const Result<UniqueId> id = read_unique(child);
  if (!id.ok()) return id.error();
  const Status noted = note_end(notice.get(), child);
  if (!noted.ok()) return noted.error();
  return Pin{.pid = child, .handle = std::move(notice), .pollable = true, .unique = id.value().unique};
}

}  // namespace reeve::darwin_kernel
