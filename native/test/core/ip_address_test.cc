#include "core/ports/ip_address.h"

#include "core/ports/listener.h"
#include "test/check.h"

namespace reeve::test {
namespace {

std::string again(std::string_view text) {
  const auto address = parse_ip_address(text);
  return address ? to_text(*address) : "none";
}

TEST(ip_addresses_have_one_text) {
  for (const std::string_view text :
       {"0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "1::", "2001:db8::1", "fe80::1:0:0:2",
        "1:2:3:4:5:6:7:8", "::ffff:127.0.0.1", "1:0:2:0:3:0:4:0", "::2:0:0"}) {
    CHECK_EQ(again(text), text);
  }
  CHECK_EQ(again("0:0:0:0:0:0:0:1"), "::1");
  CHECK_EQ(again("2001:DB8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  CHECK_EQ(again("1:2:3:4:5:6:1.2.3.4"), "1:2:3:4:5:6:102:304");
  CHECK_EQ(again("::ffff:7f00:1"), "::ffff:127.0.0.1");
  CHECK_EQ(again("1::2:3:4:5:6:7"), "1:0:2:3:4:5:6:7");
}

TEST(what_is_no_ip_address) {
  for (const std::string_view text : {"",
                                      "1",
                                      "1.2.3",
                                      "1.2.3.4.5",
                                      "1.2.3.256",
                                      "01.2.3.4",
                                      "1.2.3.-4",
                                      "1.2.3.4 ",
                                      ":",
                                      ":::",
                                      "::1::",
                                      "1:2:3:4:5:6:7",
                                      "1:2:3:4:5:6:7:8:9",
                                      "1::2:3:4:5:6:7:8",
                                      "12345::",
                                      "g::",
                                      "::1%lo",
                                      "1.2.3.4::",
                                      "::1.2.3.4:5",
                                      "1:2:3:4:5:6:7:1.2.3.4",
                                      ":1",
                                      "1:",
                                      "-1::"}) {
    CHECK_EQ(again(text), "none");
  }
}

Reach reach(std::string_view bound, std::optional<bool> dual, std::string_view host) {
  return reach_of({.address = *parse_ip_address(bound), .dual_stack = dual}, *parse_ip_address(host));
}

TEST(who_gets_what_is_sent_somewhere) {
  CHECK(reach("127.0.0.1", false, "127.0.0.1") == Reach::exact);
  CHECK(reach("::ffff:127.0.0.1", false, "127.0.0.1") == Reach::exact);
  CHECK(reach("127.0.0.1", false, "127.0.0.2") == Reach::none);
  CHECK(reach("0.0.0.0", false, "127.0.0.1") == Reach::wildcard);
  CHECK(reach("0.0.0.0", false, "::1") == Reach::none);
  CHECK(reach("::", true, "127.0.0.1") == Reach::dual_stack);
  CHECK(reach("::", std::nullopt, "127.0.0.1") == Reach::dual_stack);
  CHECK(reach("::", false, "127.0.0.1") == Reach::none);
  CHECK(reach("::", false, "::1") == Reach::wildcard);
}

}  // namespace
}  // namespace reeve::test
