#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/ports/ip_address.h"

namespace reeve::linux_decode {

// The kernel's TCP states (tcp_states.h), which it uses for UDP too: 7 of a socket without a peer.
inline constexpr std::uint8_t kEstablished = 1;
inline constexpr std::uint8_t kClosed = 7;
inline constexpr std::uint8_t kListening = 10;

// One TCP or UDP socket, as the kernel lists it.
struct InetSocket {
  std::uint8_t state = 0;
  IpAddress local{};
  std::uint16_t local_port = 0;
  IpAddress remote{};
  std::uint16_t remote_port = 0;
  std::uint32_t uid = 0;
  std::uint64_t inode = 0;      // 0: of the kernel itself, or of nobody any more
  std::uint32_t interface = 0;  // the one it is bound to; 0: none, or not told
  std::optional<bool> ipv6_only{};
};

// The word for a state; empty for one that has none.
std::string_view word_of_state(std::uint8_t state, bool tcp);

// struct inet_diag_msg and its attributes (sock_diag(7)). nullopt: no such message, or not all of one.
std::optional<InetSocket> parse_inet_diag(std::string_view payload);

// A line of /proc/net/tcp, tcp6, udp or udp6 (proc(5)). nullopt for its first line, and for anything else.
std::optional<InetSocket> parse_inet_line(std::string_view line);

}  // namespace reeve::linux_decode
