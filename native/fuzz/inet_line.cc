#include "platform/linux/decode/inet_socket.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const auto socket = linux_decode::parse_inet_line(text);
  if (!socket) return;
  CHECK(socket->local.family == socket->remote.family && !socket->ipv6_only && socket->interface == 0);
  // What it says can be said again.
  for (const IpAddress& address : {socket->local, socket->remote}) {
    CHECK(parse_ip_address(to_text(address)) == address);
  }
  CHECK(is_part_of(std::to_string(socket->inode), text) && is_part_of(std::to_string(socket->uid), text));
}

}  // namespace reeve::fuzz
