#include "platform/linux/decode/passwd.h"

#include <random>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_passwd;

TEST(passwd_names_the_first_of_a_uid) {
  const auto names = parse_passwd(
      "root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/:\n\n# comment\nnocolon\none:two\nx:y:\nx:y:abc:\nempty::7:\n:x:8:\n"
      "big:x:4294967295:\ntoo-big:x:4294967296:\nminus:x:-1:\nend:x:9");
  const auto name = [&](std::uint32_t uid) { return names.contains(uid) ? names.at(uid) : std::string("-"); };
  CHECK_EQ(name(0), "root");
  CHECK_EQ(name(7), "empty");
  CHECK_EQ(name(8), "");
  CHECK_EQ(name(9), "end");
  CHECK_EQ(name(4294967295), "big");
  CHECK_EQ(names.size(), 5U);
  CHECK(parse_passwd("").empty());
  CHECK(parse_passwd(std::string(3, '\0')).empty());
}

TEST(passwd_uids_are_whole_fields) {
  CHECK(parse_passwd("hex:x:0x10:\nletters:x:0ab:\nspace:x:0 :\nbefore:x: 0:\nplus:x:+0:\n").empty());
  CHECK_EQ(parse_passwd("zeros:x:007:7::/:\n").at(7), "zeros");
}

// Comments, and entries that a directory service would fill in: the C library answers neither (nss_files).
TEST(passwd_comments_name_nobody) {
  const auto names =
      parse_passwd("#former:x:0:0::/:\n+joiner:x:0:0::/:\n-leaver:x:0:0::/:\n+::0::::\nroot:x:0:0::/:\n");
  CHECK_EQ(names.size(), 1U);
  CHECK_EQ(names.at(0), "root");
}

TEST(passwd_of_random_bytes_does_no_harm) {
  std::mt19937 random(3);
  const std::string alphabet = ":\n019x";
  for (int round = 0; round < 50000; ++round) {
    std::string text(random() % 60, ' ');
    for (char& letter : text) letter = alphabet[random() % alphabet.size()];
    static_cast<void>(parse_passwd(text).size());
  }
}

}  // namespace
}  // namespace reeve::test
