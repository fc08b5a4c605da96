#pragma once

#include "core/inventory/cpu_baseline.h"
#include "core/inventory/entry_query.h"
#include "core/inventory/walk.h"
#include "core/records/descendants_result.h"
#include "core/records/json_parts.h"

namespace reeve {

// The first of the two looks that a sample takes.
Result<CpuBaseline> take_baseline(const WalkRoot& root, std::optional<std::uint32_t> max_levels, SpareHandles& spare);

// Tells the descendants that fit, level by level, to `sink`. The filter decides who is told of, not where the walk goes.
Result<DescendantsHead> descendants(const WalkRoot& root, std::optional<std::uint32_t> max_levels,
                                    const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare,
                                    const PartSink& sink);

// The same with all of them in one record.
Result<DescendantsResult> whole_descendants(const WalkRoot& root, std::optional<std::uint32_t> max_levels,
                                            const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare);

// nullopt: up to the first process there is.
Result<AncestorsResult> ancestors(const ProcessRef& ref, std::optional<std::uint32_t> max_levels,
                                  const EntryQuery& query, SpareHandles& spare);

}  // namespace reeve
