#include "platform/linux/decode/netlink.h"

#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::take_attribute;
using linux_decode::take_message;

std::string message(std::uint32_t size, char type, std::string_view payload) {
  std::string bytes(16, '\0');
  for (std::size_t at = 0; at < 4; ++at) bytes[at] = static_cast<char>(size >> (8 * at));
  bytes[4] = type;
  bytes[8] = 7;
  return bytes.append(payload);
}

TEST(netlink_messages_are_taken_one_after_the_other) {
  const std::string datagram = message(19, 20, "abc\0") + std::string(1, '\0') + message(16, 3, "");
  std::string_view rest = datagram;
  const auto first = take_message(rest);
  REQUIRE(first.has_value());
  CHECK_EQ(first->payload, "abc");
  CHECK_EQ(first->type, 20);
  CHECK_EQ(first->sequence, 7U);
  const auto second = take_message(rest);
  CHECK(second.has_value() && second->type == linux_decode::kNetlinkDone && second->payload.empty());
  CHECK(!take_message(rest));
}

TEST(netlink_messages_that_lie_about_their_length_are_none) {
  for (const std::uint32_t size : {0U, 1U, 15U, 18U, 0xFFFFFFFFU}) {
    const std::string datagram = message(size, 20, "a");
    std::string_view rest = datagram;
    CHECK(!take_message(rest));
  }
  std::string_view rest = "short";
  CHECK(!take_message(rest));
}

TEST(netlink_errors_are_positive_numbers) {
  const auto number_of = [](std::string_view payload) {
    return linux_decode::error_number_of({.type = linux_decode::kNetlinkError, .payload = payload});
  };
  CHECK_EQ(number_of(std::string_view("\xfe\xff\xff\xff", 4)), 2);
  CHECK_EQ(number_of(std::string_view("\0\0\0\0", 4)), 0);
  CHECK_EQ(number_of(std::string_view("\0\0\0\x80", 4)), 0);
  CHECK_EQ(number_of("\xfe"), 0);
}

TEST(netlink_attributes_end_where_they_lie) {
  std::string_view rest("\x04\x00\x01\x00\x03\x00\x02\x00", 8);
  const auto first = take_attribute(rest);
  CHECK(first.has_value() && first->type == 1 && first->value.empty());
  CHECK(!take_attribute(rest));
}

}  // namespace
}  // namespace reeve::test
