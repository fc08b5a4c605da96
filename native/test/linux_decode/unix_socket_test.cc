#include "platform/linux/decode/unix_socket.h"

#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_unix_diag;
using linux_decode::parse_unix_line;

std::string unix_message(char type, char state, std::string_view name) {
  std::string bytes(16, '\0');
  bytes[0] = 1;
  bytes[1] = type;
  bytes[2] = state;
  bytes[4] = 12;
  if (name.empty()) return bytes;
  return bytes.append(1, static_cast<char>(4 + name.size())).append("\0\0\0", 3).append(name);
}

TEST(unix_diag_has_type_state_and_path) {
  const auto socket = parse_unix_diag(unix_message(1, 10, std::string_view("/run/a\0", 7)));
  REQUIRE(socket.has_value());
  CHECK_EQ(socket->inode, 12U);
  CHECK_EQ(socket->type, "stream");
  CHECK_EQ(socket->state, "listen");
  CHECK_EQ(socket->path, "/run/a");
}

TEST(unix_diag_shows_abstract_names) {
  const auto socket = parse_unix_diag(unix_message(2, 7, std::string_view("\0name\0x", 7)));
  REQUIRE(socket.has_value());
  CHECK_EQ(socket->type, "datagram");
  CHECK_EQ(socket->state, "unconnected");
  CHECK_EQ(socket->path, std::string("@name\0x", 7));
  CHECK_EQ(parse_unix_diag(unix_message(5, 1, ""))->path, "");
}

TEST(unix_diag_cut_short_or_of_other_families_is_none) {
  const std::string whole = unix_message(1, 10, "");
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(!parse_unix_diag(std::string_view(whole).substr(0, size)));
  CHECK(!parse_unix_diag("\x02" + whole.substr(1)));
}

TEST(unix_lines_have_type_state_and_path) {
  const auto listens = parse_unix_line("0000000077b8ccb5: 00000002 00000000 00010000 0001 01   640 /run/a b");
  REQUIRE(listens.has_value());
  CHECK_EQ(listens->state, "listen");
  CHECK_EQ(listens->inode, 640U);
  CHECK_EQ(listens->path, "/run/a b");
  const auto plain = parse_unix_line("00000000997893f2: 00000003 00000000 00000000 0005 03 7879732");
  REQUIRE(plain.has_value());
  CHECK_EQ(plain->type, "seqpacket");
  CHECK_EQ(plain->state, "established");
  CHECK_EQ(plain->path, "");
  CHECK_EQ(parse_unix_line("1: 2 0 0 2 1 7 @name")->path, "@name");
}

TEST(unix_lines_that_are_none) {
  CHECK(!parse_unix_line("Num       RefCount Protocol Flags    Type St Inode Path"));
  CHECK(!parse_unix_line("1: 2 0 0 2 1"));
  CHECK(!parse_unix_line("1: 2 0 0 2 1 x"));
  CHECK(!parse_unix_line("1: 2 0 0 2 1 7/run"));
  CHECK(!parse_unix_line(""));
}

}  // namespace
}  // namespace reeve::test
