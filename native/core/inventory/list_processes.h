#pragma once

#include "core/base/spare_handles.h"
#include "core/inventory/cpu_baseline.h"
#include "core/inventory/entry_query.h"
#include "core/records/json_parts.h"
#include "core/records/process_list.h"

namespace reeve {

// The first of the two looks that a sample takes.
Result<CpuBaseline> take_baseline(const EntryQuery& query, SpareHandles& spare);

// Tells the processes that fit, by ascending pid, to `sink` while it looks. Where the query names pids, no others are
// looked at.
Result<ProcessListHead> list_processes(const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare,
                                       const PartSink& sink);

}  // namespace reeve
