#pragma once

#include "core/base/clock.h"
#include "core/identity/field_set.h"
#include "core/inventory/process_filter.h"

namespace reeve {

// Which processes are to be told of, and what of each.
struct EntryQuery {
  ProcessFilter filter{};
  FieldSet fields = FieldSet::usual();
  // Processor time over this long a sample; nullopt: over the whole life of the process.
  std::optional<Millis> sample{};
};

// What has to be read for it, and nothing else.
FactsWanted facts_wanted(const EntryQuery& query);

}  // namespace reeve
