#include "platform/linux/decode/netlink.h"

#include <algorithm>

#include "platform/linux/decode/byte_reader.h"

namespace reeve::linux_decode {
namespace {

constexpr std::size_t kMessageHeader = 16;
constexpr std::size_t kAttributeHeader = 4;
constexpr std::size_t kNetlinkAlignment = 4;

// Takes `size` bytes and what fills them up to the next boundary.
std::string_view take_aligned(std::string_view& rest, std::size_t size) {
  const std::string_view taken = rest.substr(0, size);
  const std::size_t aligned = (size + kNetlinkAlignment - 1) / kNetlinkAlignment * kNetlinkAlignment;
  rest.remove_prefix(std::min(aligned, rest.size()));
  return taken;
}

}  // namespace

std::optional<NetlinkMessage> take_message(std::string_view& datagram) {
  const auto size = number_at<std::uint32_t>(datagram, 0);
  if (!size || *size < kMessageHeader || *size > datagram.size()) return std::nullopt;
  const std::string_view whole = take_aligned(datagram, *size);
  return NetlinkMessage{.type = *number_at<std::uint16_t>(whole, 4),
                        .flags = *number_at<std::uint16_t>(whole, 6),
                        .sequence = *number_at<std::uint32_t>(whole, 8),
                        .payload = whole.substr(kMessageHeader)};
}

int error_number_of(const NetlinkMessage& message) {
  const auto number = number_at<std::int32_t>(message.payload, 0);
  return number && *number < 0 && *number != INT32_MIN ? -*number : 0;
}

std::optional<Attribute> take_attribute(std::string_view& attributes) {
  const auto size = number_at<std::uint16_t>(attributes, 0);
  if (!size || *size < kAttributeHeader || *size > attributes.size()) return std::nullopt;
  const std::string_view whole = take_aligned(attributes, *size);
  return Attribute{.type = *number_at<std::uint16_t>(whole, 2), .value = whole.substr(kAttributeHeader)};
}

}  // namespace reeve::linux_decode
