#pragma once

#include "core/inventory/process_filter.h"
#include "core/inventory/walk.h"
#include "core/records/signal_result.h"

namespace reeve {

struct KillOrders {
  int signal = 0;
  std::optional<std::uint32_t> max_levels{};
  ProcessFilter filter{};
  bool cascade = false;  // whatever descends from one that fits is meant too
};

// Signals the descendants that fit, each through a pin, once; not the process itself. Looks again until nobody new is
// found; a kill stops everybody first, so that none of them has children behind its back. ERR_PROTECTED_PROCESS for
// pid 1, whose descendants are everybody; we and our ancestors are skipped.
Result<KillDescendantsResult> kill_descendants(const ProcessRef& ref, const KillOrders& orders, SpareHandles& spare);

}  // namespace reeve
