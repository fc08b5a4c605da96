#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/spawn/job_limits.h"

namespace reeve::windows {

enum class JobRight { query, assign, kill, watch, keep };

// Tells a fresh job what it may use and whether it ends with its last handle. Nothing that is started inside can leave it.
// The limits that it can't keep, each with the reason.
Result<std::vector<std::string>> order_job(OsHandle job, const FolderOrders& orders);

// ENOENT when no job has this name: the last one who held it open has let go.
Result<UniqueHandle> open_job(const std::string& name, JobRight right);
Result<std::vector<Pid>> job_members(OsHandle job);
Result<std::uint32_t> count_active(OsHandle job);

}  // namespace reeve::windows
