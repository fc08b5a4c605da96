#include "core/inventory/inventory.h"

namespace reeve {

Status Inventory::post(Reactor::Task task) {
  Status started = looking_->start();
  if (started.ok()) looking_->post(std::move(task));
  return started;
}

Status Inventory::list(EntryQuery query, PartSink sink, Callback<ProcessListHead> callback) {
  const auto look = [this, sink = std::move(sink)](const EntryQuery& wanted, const CpuBaseline* baseline) {
    return list_processes(wanted, baseline, spare_, sink);
  };
  return post([this, query = std::move(query), look, callback = std::move(callback)] {
    if (!query.sample) return callback(look(query, nullptr));
    const Result<CpuBaseline> baseline = take_baseline(query, spare_);
    if (!baseline.ok()) return callback(baseline.error());
    looking_->at(Clock::now() + *query.sample, [=, first = baseline.value()] { callback(look(query, &first)); });
  });
}

Result<ProcessListHead> Inventory::list_here(const EntryQuery& query, const PartSink& sink) {
  if (query.sample) return invalid_argument("cpu_mode 'monitor' takes time, and nothing here waits");
  return list_processes(query, nullptr, spare_, sink);
}

Status Inventory::descendants(const ProcessRef& ref, std::optional<std::uint32_t> max_levels, EntryQuery query,
                              PartSink sink, Callback<DescendantsHead> callback) {
  Result<WalkRoot> found = find_root(ref, spare_);
  if (!found.ok()) return found.error();
  const auto root = std::make_shared<const WalkRoot>(std::move(found.value()));
  const auto look = [this, root, max_levels, sink = std::move(sink)](const EntryQuery& wanted,
                                                                     const CpuBaseline* baseline) {
    return reeve::descendants(*root, max_levels, wanted, baseline, spare_, sink);
  };
  return post([this, root, max_levels, query = std::move(query), look, callback = std::move(callback)] {
    if (!query.sample) return callback(look(query, nullptr));
    const Result<CpuBaseline> baseline = take_baseline(*root, max_levels, spare_);
    if (!baseline.ok()) return callback(baseline.error());
    looking_->at(Clock::now() + *query.sample, [=, first = baseline.value()] { callback(look(query, &first)); });
  });
}

Status Inventory::kill_descendants(const ProcessRef& ref, KillOrders orders, Callback<KillDescendantsResult> callback) {
  return post([this, ref, orders = std::move(orders), callback = std::move(callback)] {
    callback(reeve::kill_descendants(ref, orders, spare_));
  });
}

Status Inventory::stats(ProcessRef ref, StatsQuery query, Callback<ProcessStats> callback) {
  return post([this, ref = std::move(ref), query, callback = std::move(callback)] {
    callback(process_stats(ref, query, spare_));
  });
}

Status Inventory::stats_of(std::vector<ProcessRef> refs, StatsQuery query, PartSink sink,
                           Callback<ProcessStatsListHead> callback) {
  return post([this, refs = std::move(refs), query, sink = std::move(sink), callback = std::move(callback)] {
    callback(process_stats_of(refs, query, spare_, sink));
  });
}

Status Inventory::ports(PortQuery query, PartSink sink, Callback<PortBindingsHead> callback) {
  return post([this, query = std::move(query), sink = std::move(sink), callback = std::move(callback)] {
    callback(listening_ports(query, spare_, sink));
  });
}

Status Inventory::fds(ProcessRef ref, std::optional<DescriptorKind> kind, PartSink sink,
                      Callback<FdListHead> callback) {
  return post([this, ref = std::move(ref), kind, sink = std::move(sink), callback = std::move(callback)] {
    callback(list_fds(ref, kind, spare_, sink));
  });
}

Result<std::shared_ptr<PortWait>> Inventory::wait_for_port(const std::optional<ProcessRef>& ref, OwnerScope scope,
                                                           PortWaitOrders orders, PortWait::Callback callback) {
  std::optional<PortOwner> owner;
  if (ref) {
    Result<PortOwner> found = PortOwner::find(*ref, scope, spare_);
    if (!found.ok()) return found.error();
    owner.emplace(std::move(found.value()));
  }
  const auto wait =
      std::make_shared<PortWait>(looking_, spare_, std::move(orders), std::move(owner), std::move(callback));
  const Status posted = post([wait] { wait->start(); });
  if (!posted.ok()) return posted.error();
  return wait;
}

}  // namespace reeve
