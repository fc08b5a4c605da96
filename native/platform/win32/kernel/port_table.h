#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.h"
#include "core/ports/listener.h"

namespace reeve::windows {

struct OwnedListener {
  Listener listener;
  Pid owner = kNoPid;
  std::uint64_t bound = 0;  // when, in units of 100 ns since 1601; 0: not told (Wine)
};

// The sockets that wait at ports, of one kind. Of UDP all that are bound: Windows does not tell which have a peer.
Result<std::vector<OwnedListener>> read_port_table(Transport transport, IpFamily family);

}  // namespace reeve::windows
