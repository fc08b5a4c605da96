#pragma once

#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/records/json_parts.h"
#include "core/records/process_stats.h"

namespace reeve {

struct StatsQuery {
  UsageWanted wanted{};
  bool tree = false;  // the process and all that descends from it; for a job in a folder, all that is in it
};

// ESRCH, ERR_PROCESS_REUSED. A job's folder is asked also when the job's first process is gone.
Result<ProcessStats> process_stats(const ProcessRef& ref, const StatsQuery& query, SpareHandles& spare);

// Tells the stats of each to `sink`, in the order of the refs; those that can't be told of are in the head.
Result<ProcessStatsListHead> process_stats_of(const std::vector<ProcessRef>& refs, const StatsQuery& query,
                                              SpareHandles& spare, const PartSink& sink);

// The group and session that this program is in.
Result<SelfGroup> self_group(SpareHandles& spare);

}  // namespace reeve
