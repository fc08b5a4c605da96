#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::linux_decode {

// One socket of the unix family, as the kernel lists it.
struct UnixSocket {
  std::uint64_t inode = 0;
  std::string type{};   // stream datagram seqpacket
  std::string state{};  // listen established unconnected
  std::string path{};   // bytes; '@' before an abstract name; empty: it has none
};

// struct unix_diag_msg and its attributes (sock_diag(7)). nullopt: no such message, or not all of one.
std::optional<UnixSocket> parse_unix_diag(std::string_view payload);

// A line of /proc/net/unix (proc(5)). nullopt for its first line, and for anything else. A line feed in a path cuts it
// there, because the file has nothing to tell it by.
std::optional<UnixSocket> parse_unix_line(std::string_view line);

}  // namespace reeve::linux_decode
