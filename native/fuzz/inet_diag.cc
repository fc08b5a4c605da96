#include "fuzz/check.h"
#include "platform/linux/decode/inet_socket.h"
#include "platform/linux/decode/netlink.h"
#include "platform/linux/decode/unix_socket.h"

namespace reeve::fuzz {

// A datagram of the kernel's: messages, each a socket of one family or the other, with attributes.
FUZZ(text) {
  std::string_view rest = text;
  std::size_t left = rest.size();
  while (const auto message = linux_decode::take_message(rest)) {
    CHECK(rest.size() < left && is_part_of(message->payload, text));
    left = rest.size();
    CHECK(linux_decode::error_number_of(*message) >= 0);
    if (const auto socket = linux_decode::parse_inet_diag(message->payload)) {
      CHECK(message->payload.size() >= 72 && parse_ip_address(to_text(socket->local)) == socket->local);
      const auto port = static_cast<std::size_t>(static_cast<std::uint8_t>(message->payload[4])) * 256 +
                        static_cast<std::uint8_t>(message->payload[5]);
      CHECK(socket->local_port == port);
    }
    if (const auto socket = linux_decode::parse_unix_diag(message->payload)) {
      CHECK(socket->path.size() <= message->payload.size());
      CHECK(socket->state == "listen" || socket->state == "established" || socket->state == "unconnected");
    }
  }
  CHECK(!linux_decode::take_message(rest));
}

}  // namespace reeve::fuzz
