#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/descriptors/descriptor_facts.h"
#include "core/ports/listener.h"

struct socket_fdinfo;

namespace reeve::darwin_kernel {

struct OpenFile {
  int descriptor = -1;
  std::uint32_t type = 0;  // PROX_FDTYPE_...
};

// What a process has open. EPERM: another user's, and we are not root.
Result<std::vector<OpenFile>> list_open_files(Pid pid);

// False when the descriptor is closed, is no socket, or may not be seen.
bool read_socket(Pid pid, int descriptor, socket_fdinfo& socket);

// nullopt: it does not wait at a port.
std::optional<Listener> listener_of(const socket_fdinfo& socket);

SocketFacts facts_of(const socket_fdinfo& socket);

}  // namespace reeve::darwin_kernel
