#pragma once

#include <functional>
#include <memory>

#include "core/base/clock.h"
#include "core/base/spare_handles.h"
#include "core/descriptors/list_fds.h"
#include "core/inventory/descendants.h"
#include "core/inventory/kill_descendants.h"
#include "core/inventory/list_processes.h"
#include "core/inventory/process_stats.h"
#include "core/ports/listening_ports.h"
#include "core/ports/port_wait.h"
#include "core/wait/reactor.h"

namespace reeve {

// The questions about many processes. They are answered one after the other on a thread of their own (*looking*), which
// starts with the first one: a look at a process that hangs in the kernel can hold up other looks and nothing else.
// Callbacks are called on that thread, once; sinks as often as there are parts, before.
class Inventory {
 public:
  template <class T>
  using Callback = std::function<void(Result<T>)>;

  Inventory(std::shared_ptr<Reactor> looking, SpareHandles& spare) : looking_(std::move(looking)), spare_(spare) {}
  Inventory(const Inventory&) = delete;
  Inventory& operator=(const Inventory&) = delete;

  Status list(EntryQuery query, PartSink sink, Callback<ProcessListHead> callback);
  // Holds the calling thread. A query that samples is refused: it would hold it for the whole sample.
  Result<ProcessListHead> list_here(const EntryQuery& query, const PartSink& sink);

  // ESRCH and ERR_PROCESS_REUSED come at once: the root is pinned before the question waits its turn.
  Status descendants(const ProcessRef& ref, std::optional<std::uint32_t> max_levels, EntryQuery query, PartSink sink,
                     Callback<DescendantsHead> callback);
  Status kill_descendants(const ProcessRef& ref, KillOrders orders, Callback<KillDescendantsResult> callback);
  Status stats(ProcessRef ref, StatsQuery query, Callback<ProcessStats> callback);
  Status stats_of(std::vector<ProcessRef> refs, StatsQuery query, PartSink sink,
                  Callback<ProcessStatsListHead> callback);

  Status ports(PortQuery query, PartSink sink, Callback<PortBindingsHead> callback);
  Status fds(ProcessRef ref, std::optional<DescriptorKind> kind, PartSink sink, Callback<FdListHead> callback);
  // What there is to be waited for is pinned before this returns. The wait may be cancelled by what is given.
  Result<std::shared_ptr<PortWait>> wait_for_port(const std::optional<ProcessRef>& ref, OwnerScope scope,
                                                  PortWaitOrders orders, PortWait::Callback callback);

  SpareHandles& spare() { return spare_; }

 private:
  Status post(Reactor::Task task);

  std::shared_ptr<Reactor> looking_;
  SpareHandles& spare_;
};

}  // namespace reeve
