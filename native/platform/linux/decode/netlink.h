#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reeve::linux_decode {

// One message of a netlink datagram (netlink(7)).
struct NetlinkMessage {
  std::uint16_t type = 0;
  std::uint16_t flags = 0;
  std::uint32_t sequence = 0;
  std::string_view payload{};
};

inline constexpr std::uint16_t kNetlinkError = 2;
inline constexpr std::uint16_t kNetlinkDone = 3;

// Takes the next message off the front. nullopt at the end, and where what is left is no whole message.
std::optional<NetlinkMessage> take_message(std::string_view& datagram);
// The errno of an error message, positive; 0 for an acknowledgement.
int error_number_of(const NetlinkMessage& message);

struct Attribute {
  std::uint16_t type = 0;
  std::string_view value{};
};

// Takes the next attribute off the front. nullopt at the end, and where what is left is no whole one.
std::optional<Attribute> take_attribute(std::string_view& attributes);

}  // namespace reeve::linux_decode
