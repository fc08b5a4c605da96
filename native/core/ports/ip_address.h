#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reeve {

enum class IpFamily : std::uint8_t { ipv4, ipv6 };

// In the order of the network; an IPv4 address has the first four bytes.
struct IpAddress {
  IpFamily family = IpFamily::ipv4;
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

// The one text of an address (RFC 5952): lower case, the longest run of zeros as "::", an IPv4 address inside an IPv6 one
// with dots.
std::string to_text(const IpAddress& address);
// Any text of an address, without a zone; nullopt for what is none.
std::optional<IpAddress> parse_ip_address(std::string_view text);

// All zeros: whoever is bound to it takes what is sent to any address of its family.
bool is_wildcard(const IpAddress& address);
// The IPv4 address inside ::ffff:0:0/96.
std::optional<IpAddress> mapped_ipv4(const IpAddress& address);

}  // namespace reeve
