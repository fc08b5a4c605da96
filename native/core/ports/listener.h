#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/pid.h"
#include "core/ports/ip_address.h"

namespace reeve {

enum class Transport : std::uint8_t { tcp, udp };

constexpr std::string_view to_text(Transport transport) { return transport == Transport::tcp ? "tcp" : "udp"; }
constexpr std::string_view to_text(IpFamily family) { return family == IpFamily::ipv4 ? "ipv4" : "ipv6"; }

// A socket that waits at a port: for connections (tcp), or for datagrams from anybody (udp).
struct Listener {
  Transport transport = Transport::tcp;
  IpAddress address{};
  std::uint16_t port = 0;
  // Of IPv6: whether what is sent to this port by IPv4 arrives here too. nullopt: not told.
  std::optional<bool> dual_stack = false;
  std::string interface {};  // the only one it listens at; empty: all, or not told
  std::uint64_t socket = 0;  // the kernel's number of it; 0: not told
  std::optional<std::uint32_t> uid{};
};

// nullopt of each: any.
struct ListenersWanted {
  std::optional<Transport> transport{};
  std::optional<std::uint16_t> port{};
};

// A process that has a listener open.
struct ListenerHolder {
  std::size_t listener = 0;  // its place in the look
  Pid pid = kNoPid;
  int descriptor = -1;  // -1: not told
};

struct HolderScan {
  std::vector<ListenerHolder> holders{};
  std::uint64_t unreadable = 0;  // processes whose descriptors we may not see
};

// How well a listener fits who sends to `host`. The system hands it to the best one alone.
enum class Reach : std::uint8_t { none, dual_stack, wildcard, exact };
Reach reach_of(const Listener& listener, const IpAddress& host);

}  // namespace reeve
