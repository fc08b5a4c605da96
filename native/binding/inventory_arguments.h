#pragma once

#include "binding/arguments.h"
#include "core/inventory/entry_query.h"
#include "core/inventory/kill_descendants.h"
#include "core/inventory/process_stats.h"
#include "core/ports/port_wait.h"

namespace reeve::binding {

// {filter, fields, sample_duration_ms}, checked and completed by lib/inventory. A sample's length is absent where none is
// taken.
Result<EntryQuery> read_entry_query(const Napi::Object& given);
Result<ProcessFilter> read_filter(const Napi::Object& given);
// {max_levels}
std::optional<std::uint32_t> read_max_levels(const Napi::Object& given);
Result<std::vector<ProcessRef>> read_refs(const Napi::Value& value);
// {protocol, local_port, local_addr, host, pid_in, fields}. ERR_INVALID_ARG for what is no address.
Result<PortQuery> read_port_query(const Napi::Object& given);
// {protocol, port, host, timeout_ms}
Result<PortWaitOrders> read_port_wait_orders(const Napi::Object& given);
// {tree, io, switches, pss}
StatsQuery read_stats_query(const Napi::Object& given);

}  // namespace reeve::binding
