#include "platform/linux/decode/inet_socket.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "platform/linux/decode/byte_reader.h"
#include "platform/linux/decode/netlink.h"

namespace reeve::linux_decode {
namespace {

// Places in struct inet_diag_msg.
constexpr std::size_t kInetFamily = 0;
constexpr std::size_t kInetState = 1;
constexpr std::size_t kInetLocalPort = 4;
constexpr std::size_t kInetRemotePort = 6;
constexpr std::size_t kInetLocalAddress = 8;
constexpr std::size_t kInetRemoteAddress = 24;
constexpr std::size_t kInetInterface = 40;
constexpr std::size_t kInetUid = 64;
constexpr std::size_t kInetInode = 68;
constexpr std::size_t kInetDiagSize = 72;

constexpr std::uint8_t kIpv4 = 2;        // AF_INET
constexpr std::uint8_t kIpv6 = 10;       // AF_INET6
constexpr std::uint16_t kIpv6Only = 11;  // INET_DIAG_SKV6ONLY

constexpr std::size_t kWordDigits = 8;
constexpr std::size_t kPortDigits = 4;
constexpr int kBase16 = 16;

constexpr auto kTcpStates =
    std::to_array<std::string_view>({"", "established", "syn_sent", "syn_recv", "fin_wait1", "fin_wait2", "time_wait",
                                     "close", "close_wait", "last_ack", "listen", "closing", "syn_recv"});

IpAddress address_at(std::string_view bytes, std::size_t place, IpFamily family) {
  IpAddress address{.family = family};
  std::memcpy(address.bytes.data(), bytes.data() + place, family == IpFamily::ipv4 ? 4 : 16);
  return address;
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text, int base) {
  Number number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

// Words are separated by one space or more.
std::string_view take_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

struct EndPoint {
  IpAddress address{};
  std::uint16_t port = 0;
};

// "0100007F:1F90": each four bytes of the address are printed as one number of the machine's own byte order.
std::optional<EndPoint> parse_end_point(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon != kWordDigits && colon != 4 * kWordDigits) return std::nullopt;
  EndPoint point{.address = {.family = colon == kWordDigits ? IpFamily::ipv4 : IpFamily::ipv6}};
  for (std::size_t at = 0; at < colon; at += kWordDigits) {
    const auto word = parse_whole<std::uint32_t>(text.substr(at, kWordDigits), kBase16);
    if (!word) return std::nullopt;
    std::memcpy(point.address.bytes.data() + at / 2, &*word, sizeof *word);
  }
  const std::string_view digits = text.substr(colon + 1);
  const auto port = parse_whole<std::uint16_t>(digits, kBase16);
  if (!port || digits.size() != kPortDigits) return std::nullopt;
  point.port = *port;
  return point;
}

}  // namespace

std::string_view word_of_state(std::uint8_t state, bool tcp) {
  if (!tcp && state == kClosed) return "unconnected";
  return state < kTcpStates.size() ? kTcpStates[state] : "";
}

std::optional<InetSocket> parse_inet_diag(std::string_view payload) {
  if (payload.size() < kInetDiagSize) return std::nullopt;
  const auto family_number = static_cast<std::uint8_t>(payload[kInetFamily]);
  if (family_number != kIpv4 && family_number != kIpv6) return std::nullopt;
  const IpFamily family = family_number == kIpv4 ? IpFamily::ipv4 : IpFamily::ipv6;
  InetSocket socket{.state = static_cast<std::uint8_t>(payload[kInetState]),
                    .local = address_at(payload, kInetLocalAddress, family),
                    .local_port = *port_at(payload, kInetLocalPort),
                    .remote = address_at(payload, kInetRemoteAddress, family),
                    .remote_port = *port_at(payload, kInetRemotePort),
                    .uid = *number_at<std::uint32_t>(payload, kInetUid),
                    .inode = *number_at<std::uint32_t>(payload, kInetInode),
                    .interface = *number_at<std::uint32_t>(payload, kInetInterface)};
  std::string_view attributes = payload.substr(kInetDiagSize);
  while (const std::optional<Attribute> attribute = take_attribute(attributes)) {
    if (attribute->type == kIpv6Only && !attribute->value.empty()) socket.ipv6_only = attribute->value[0] != 0;
  }
  return socket;
}

std::optional<InetSocket> parse_inet_line(std::string_view line) {
  if (!take_word(line).ends_with(':')) return std::nullopt;
  const auto local = parse_end_point(take_word(line));
  const auto remote = parse_end_point(take_word(line));
  const auto state = parse_whole<std::uint8_t>(take_word(line), kBase16);
  for (int passed = 0; passed < 3; ++passed) take_word(line);  // queues, timer, retransmissions
  const auto uid = parse_whole<std::uint32_t>(take_word(line), 10);
  take_word(line);  // timeout
  const auto inode = parse_whole<std::uint64_t>(take_word(line), 10);
  if (!local || !remote || !state || !uid || !inode) return std::nullopt;
  if (local->address.family != remote->address.family) return std::nullopt;
  return InetSocket{.state = *state,
                    .local = local->address,
                    .local_port = local->port,
                    .remote = remote->address,
                    .remote_port = remote->port,
                    .uid = *uid,
                    .inode = *inode};
}

}  // namespace reeve::linux_decode
