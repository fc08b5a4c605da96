#include "platform/linux/decode/inet_socket.h"

#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::InetSocket;
using linux_decode::parse_inet_diag;
using linux_decode::parse_inet_line;

// As a little-endian kernel prints and sends them, which all that reeve is built for are.
constexpr std::string_view kListening =
    "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000  1000        0 7882001 1 0000000054 "
    "100 0";
constexpr std::string_view kIpv6 =
    "   1: 00000000000000000000000001000000:0050 B80D0120000000000000000001000000:D431 01 00000000:00000000 "
    "02:000000FF "
    "00000000    33        0 4711 2 0000000000000000 20 4 30 10 -1";

std::string diag_message(char family, char state, std::uint32_t inode) {
  std::string bytes(72, '\0');
  bytes[0] = family;
  bytes[1] = state;
  bytes[4] = 0x1F;
  bytes[5] = static_cast<char>(0x90);
  bytes[8] = 127;
  bytes[11] = 1;
  bytes[40] = 1;
  bytes[64] = 33;
  for (std::size_t at = 0; at < 4; ++at) bytes[68 + at] = static_cast<char>(inode >> (8 * at));
  return bytes;
}

TEST(inet_lines_have_the_port_and_address_as_they_are) {
  const auto socket = parse_inet_line(kListening);
  REQUIRE(socket.has_value());
  CHECK_EQ(to_text(socket->local), "127.0.0.1");
  CHECK_EQ(socket->local_port, 8080);
  CHECK_EQ(socket->remote_port, 0);
  CHECK_EQ(socket->state, linux_decode::kListening);
  CHECK_EQ(socket->uid, 1000U);
  CHECK_EQ(socket->inode, 7882001U);
  CHECK(!socket->ipv6_only);
}

TEST(inet_lines_of_ipv6) {
  const auto socket = parse_inet_line(kIpv6);
  REQUIRE(socket.has_value());
  CHECK_EQ(to_text(socket->local), "::1");
  CHECK_EQ(socket->local_port, 80);
  CHECK_EQ(to_text(socket->remote), "2001:db8::1");
  CHECK_EQ(socket->remote_port, 54321);
  CHECK_EQ(socket->state, linux_decode::kEstablished);
}

TEST(inet_lines_cut_short_are_none) {
  for (std::size_t size = 0; size < kListening.find("7882001"); ++size) {
    CHECK(!parse_inet_line(kListening.substr(0, size)));
  }
  CHECK(!parse_inet_line(
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"));
  CHECK(!parse_inet_line(""));
}

TEST(inet_lines_with_what_is_no_number_are_none) {
  for (const std::string_view bad :
       {"0100007G:1F90", "0100007F:1F9", "0100007F:1F900", "0100007:1F90", ":", "-100007F:1F90"}) {
    std::string line(kListening);
    line.replace(line.find("0100007F:1F90"), 13, bad);
    CHECK(!parse_inet_line(line));
  }
}

TEST(inet_lines_of_two_families_are_none) {
  std::string line(kListening);
  line.replace(line.find("00000000:0000"), 13, "00000000000000000000000001000000:0000");
  CHECK(!parse_inet_line(line));
}

TEST(inet_diag_has_the_port_and_address_as_they_are) {
  const auto socket = parse_inet_diag(diag_message(2, 10, 7882001));
  REQUIRE(socket.has_value());
  CHECK_EQ(to_text(socket->local), "127.0.0.1");
  CHECK_EQ(socket->local_port, 8080);
  CHECK_EQ(socket->interface, 1U);
  CHECK_EQ(socket->uid, 33U);
  CHECK_EQ(socket->inode, 7882001U);
  CHECK(!socket->ipv6_only);
}

TEST(inet_diag_attributes_say_ipv6_only) {
  for (const char only : {'\0', '\1'}) {
    std::string message = diag_message(10, 10, 1);
    message +=
        std::string("\x05\x00\x08\x00\x03\x00\x00\x00", 8);  // another attribute, of five bytes and three to fill up
    message += std::string("\x05\x00\x0b\x00", 4) + only;
    const auto socket = parse_inet_diag(message);
    REQUIRE(socket.has_value());
    CHECK_EQ(socket->ipv6_only, std::optional(only != '\0'));
  }
}

TEST(inet_diag_cut_short_or_of_other_families_is_none) {
  const std::string whole = diag_message(2, 10, 1);
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(!parse_inet_diag(std::string_view(whole).substr(0, size)));
  CHECK(!parse_inet_diag(diag_message(1, 10, 1)));
  CHECK(!parse_inet_diag(diag_message(0, 10, 1)));
}

TEST(inet_diag_attributes_that_lie_about_their_length_end_it) {
  for (const std::string_view bad :
       {std::string_view("\x00\x00\x0b\x00\x01", 5), std::string_view("\xff\xff\x0b\x00\x01", 5),
        std::string_view("\x03\x00\x0b\x00\x01", 5), std::string_view("\x05", 1)}) {
    const auto socket = parse_inet_diag(diag_message(10, 10, 1) + std::string(bad));
    CHECK(socket.has_value() && !socket->ipv6_only);
  }
}

TEST(inet_states_have_words) {
  using linux_decode::word_of_state;
  CHECK_EQ(word_of_state(10, true), "listen");
  CHECK_EQ(word_of_state(7, true), "close");
  CHECK_EQ(word_of_state(7, false), "unconnected");
  CHECK_EQ(word_of_state(1, false), "established");
  CHECK_EQ(word_of_state(0, true), "");
  CHECK_EQ(word_of_state(13, true), "");
  CHECK_EQ(word_of_state(255, true), "");
}

}  // namespace
}  // namespace reeve::test
