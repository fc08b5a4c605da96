#pragma once

#include <vector>

#include "c_api/exported.h"
#include "core/inventory/entry_query.h"
#include "core/inventory/kill_descendants.h"
#include "core/inventory/process_stats.h"
#include "core/ports/port_wait.h"

namespace reeve::c_api {

// Readers of what a caller asks about many processes, as those of configs.h.

struct ListQuestion {
  EntryQuery query{};
  std::optional<std::uint32_t> max_levels{};
};

// What of reeve_list_options means something to a function.
struct ListAbilities {
  bool samples = false;
  bool levels = false;
};

// nullptr of each: the defaults. ERR_INVALID_ARG for what means nothing to who asks.
Result<ListQuestion> read_list(const reeve_process_filter* filter, const reeve_list_options* options,
                               ListAbilities abilities);
Result<KillOrders> read_kill_orders(const reeve_process_filter* filter, const reeve_kill_options* options);
Result<StatsQuery> read_stats_query(std::uint32_t wanted);
Result<std::vector<ProcessRef>> read_refs(const reeve_ref* refs, std::size_t count);
Result<PortQuery> read_port_query(const reeve_port_filter* filter, const reeve_list_options* options);

struct PortOrders {
  PortWaitOrders orders{};
  OwnerScope scope = OwnerScope::tree;
};

Result<PortOrders> read_port_orders(const reeve_port_wait_config* given);
// nullptr: tcp.
Result<Transport> read_transport(const char* word);
Result<std::uint16_t> read_port(const char* name, std::int64_t number);
Result<std::optional<IpAddress>> read_address(const char* name, const char* text);

}  // namespace reeve::c_api
