#include "fuzz/check.h"
#include "platform/linux/decode/unix_socket.h"

namespace reeve::fuzz {

FUZZ(text) {
  const auto socket = linux_decode::parse_unix_line(text);
  if (!socket) return;
  CHECK(text.ends_with(socket->path) && is_part_of(std::to_string(socket->inode), text));
  // A path changes nothing before it.
  const auto other =
      linux_decode::parse_unix_line(std::string(text.substr(0, text.size() - socket->path.size())) + "x y");
  CHECK(socket->path.empty() || (other && other->path == "x y" && other->inode == socket->inode));
}

}  // namespace reeve::fuzz
