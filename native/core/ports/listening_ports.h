#pragma once

#include <optional>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/field_set.h"
#include "core/platform.h"
#include "core/records/json_parts.h"
#include "core/records/port_binding.h"

namespace reeve {

// Which listeners are to be told of. All given parts have to fit.
struct PortFilter {
  ListenersWanted wanted{};
  std::optional<IpAddress> address{};  // bound to just this one
  std::optional<IpAddress> host{};     // would get what is sent there
  std::optional<std::vector<Pid>> pids{};
};

struct PortQuery {
  PortFilter filter{};
  FieldSet fields = FieldSet::usual();  // of each process
};

// The places of the listeners that fit, in the order records show them; `pids` is not looked at.
std::vector<std::size_t> fitting(const std::vector<Listener>& listeners, const PortFilter& filter);

struct BindingScan {
  std::vector<PortBinding> bindings{};
  std::vector<std::string> warnings{};
};

// Who has these listeners open: one binding for each process, and one without for a listener that nobody is seen to have.
// With `among` those processes alone are looked at, and told of. Each process was pinned, seen to have the listener, told
// of, and still there.
Result<BindingScan> read_bindings(const platform::ListenerLook& look, const std::vector<std::size_t>& places,
                                  const std::optional<std::vector<Pid>>& among, const FieldSet& fields,
                                  SpareHandles& spare);

// All bindings that the query asks for, by protocol, port, family and address.
Result<BindingScan> find_bindings(const PortQuery& query, SpareHandles& spare);

// The same, told in parts.
Result<PortBindingsHead> listening_ports(const PortQuery& query, SpareHandles& spare, const PartSink& sink);

}  // namespace reeve
