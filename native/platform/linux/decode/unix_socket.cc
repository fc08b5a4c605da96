#include "platform/linux/decode/unix_socket.h"

#include <charconv>

#include "platform/linux/decode/byte_reader.h"
#include "platform/linux/decode/netlink.h"

namespace reeve::linux_decode {
namespace {

// Places in struct unix_diag_msg.
constexpr std::size_t kUnixFamily = 0;
constexpr std::size_t kUnixType = 1;
constexpr std::size_t kUnixState = 2;
constexpr std::size_t kUnixInode = 4;
constexpr std::size_t kUnixDiagSize = 16;

constexpr std::uint8_t kUnix = 1;            // AF_UNIX
constexpr std::uint16_t kUnixName = 0;       // UNIX_DIAG_NAME
constexpr std::uint8_t kTcpEstablished = 1;  // the kernel's TCP states, borrowed
constexpr std::uint8_t kTcpListen = 10;
constexpr unsigned kAcceptsConnections = 0x10000;  // __SO_ACCEPTCON in the file's flags
constexpr unsigned kSsConnected = 3;               // enum socket_state in the file

constexpr int kBaseOfColumns = 16;

std::string_view word_of_type(unsigned type) {
  switch (type) {
    case 1:
      return "stream";
    case 2:
      return "datagram";
    case 5:
      return "seqpacket";
    default:
      return {};
  }
}

// The kernel's own name of a socket: an abstract one begins with a NUL.
std::string shown_name(std::string_view name) {
  if (!name.empty() && name.front() == '\0') return "@" + std::string(name.substr(1));
  return std::string(name.substr(0, name.find('\0')));
}

template <class Number>
bool parse_column(std::string_view& rest, int base, Number& number) {
  const std::size_t first = rest.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  rest.remove_prefix(first);
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number, base);
  rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  return error == std::errc() && (rest.empty() || rest.front() == ' ');
}

}  // namespace

std::optional<UnixSocket> parse_unix_diag(std::string_view payload) {
  if (payload.size() < kUnixDiagSize || static_cast<std::uint8_t>(payload[kUnixFamily]) != kUnix) return std::nullopt;
  const auto state = static_cast<std::uint8_t>(payload[kUnixState]);
  UnixSocket socket{.inode = *number_at<std::uint32_t>(payload, kUnixInode),
                    .type = std::string(word_of_type(static_cast<std::uint8_t>(payload[kUnixType]))),
                    .state = state == kTcpListen        ? "listen"
                             : state == kTcpEstablished ? "established"
                                                        : "unconnected"};
  std::string_view attributes = payload.substr(kUnixDiagSize);
  while (const std::optional<Attribute> attribute = take_attribute(attributes)) {
    if (attribute->type == kUnixName) socket.path = shown_name(attribute->value);
  }
  return socket;
}

std::optional<UnixSocket> parse_unix_line(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) return std::nullopt;
  line.remove_prefix(colon + 1);
  unsigned references = 0;
  unsigned protocol = 0;
  unsigned flags = 0;
  unsigned type = 0;
  unsigned state = 0;
  UnixSocket socket;
  const bool whole = parse_column(line, kBaseOfColumns, references) && parse_column(line, kBaseOfColumns, protocol) &&
                     parse_column(line, kBaseOfColumns, flags) && parse_column(line, kBaseOfColumns, type) &&
                     parse_column(line, kBaseOfColumns, state) && parse_column(line, 10, socket.inode);
  if (!whole) return std::nullopt;
  socket.type = word_of_type(type);
  const bool listens = (flags & kAcceptsConnections) != 0;
  socket.state = listens ? "listen" : state == kSsConnected ? "established" : "unconnected";
  if (!line.empty()) socket.path = line.substr(1);
  return socket;
}

}  // namespace reeve::linux_decode
