#pragma once

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/records/fd_list.h"
#include "core/records/json_parts.h"

namespace reeve {

// What the process has open, by ascending number. It is pinned before it is looked at, and nothing is told unless it
// still is the one afterwards. ESRCH, ERR_PROCESS_REUSED; EACCES where we may not look. A zombie has nothing open.
Result<FdListHead> list_fds(const ProcessRef& ref, const std::optional<DescriptorKind>& kind, SpareHandles& spare,
                            const PartSink& sink);

}  // namespace reeve
