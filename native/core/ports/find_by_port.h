#pragma once

#include "core/ports/listening_ports.h"

namespace reeve {

// Who listens at the port; with `host`, who would get what is sent there.
Result<PortOwners> find_by_port(Transport transport, std::uint16_t port, const std::optional<IpAddress>& host,
                                SpareHandles& spare);

}  // namespace reeve
