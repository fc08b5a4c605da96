#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/base/result.h"
#include "core/ports/listener.h"
#include "platform/linux/decode/inet_socket.h"
#include "platform/linux/decode/unix_socket.h"

namespace reeve::linux_kernel {

// Where sockets are listed: of our own network namespace, or of the one that this process is in.
struct NetworkOf {
  std::optional<Pid> pid{};
};

struct InetWanted {
  Transport transport = Transport::tcp;
  IpFamily family = IpFamily::ipv4;
  std::uint32_t states = 0;  // a bit for each
  std::uint16_t port = 0;    // 0: any
};

constexpr std::uint32_t state_bit(std::uint8_t state) { return 1U << state; }

// By sock_diag where it may be had, else from /proc/net, which does not tell of interfaces and IPV6_V6ONLY. Where the
// kernel has no such protocol there are none.
Status list_inet_sockets(const InetWanted& wanted, const NetworkOf& network,
                         const std::function<void(const linux_decode::InetSocket&)>& take);
Status list_unix_sockets(const NetworkOf& network, const std::function<void(linux_decode::UnixSocket)>& take);

}  // namespace reeve::linux_kernel
