#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/base/result.h"
#include "core/ports/listener.h"

namespace reeve::linux_kernel {

// Takes one listed socket: the payload of its message, for linux_decode.
using TakeSocket = std::function<void(std::string_view payload)>;

// Lists the sockets of the calling thread's network namespace that are in one of `states` (a bit for each), by the kernel's
// own interface (sock_diag(7)). `port`: only those bound to it; 0: any. An error where it is refused (seccomp) or not
// there (a kernel without the module): /proc/net has the same.
Status list_inet_diag(Transport transport, IpFamily family, std::uint32_t states, std::uint16_t port,
                      const TakeSocket& take);
Status list_unix_diag(const TakeSocket& take);

}  // namespace reeve::linux_kernel
