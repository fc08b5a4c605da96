#include "platform/darwin/decode/arguments.h"

#include <cstdint>
#include <cstring>

#include "test/check.h"

namespace reeve::test {
namespace {

using darwin_decode::parse_arguments;
using Texts = std::vector<std::string>;

std::string block_of(std::int32_t count, std::string_view rest) {
  std::string block(sizeof count, '\0');
  std::memcpy(block.data(), &count, sizeof count);
  return block.append(rest);
}

template <std::size_t size>
std::string_view bytes(const char (&literal)[size]) {
  return {literal, size - 1};
}

TEST(arguments_end_where_the_environment_begins) {
  const auto parsed =
      parse_arguments(block_of(2, bytes("/bin/sleep\0\0\0\0\0\0sleep\0"
                                        "600\0HOME=/home\0REEVE_TREE=abc\0\0executable_path=/bin/sleep\0")));
  REQUIRE(parsed.has_value());
  CHECK_EQ(parsed->arguments, (Texts{"sleep", "600"}));
  CHECK_EQ(parsed->environment, std::string(bytes("HOME=/home\0REEVE_TREE=abc\0")));
}

TEST(arguments_may_be_empty_but_for_the_first) {
  const auto parsed = parse_arguments(block_of(4, bytes("/p\0\0a\0\0\0z\0E=1\0\0")));
  REQUIRE(parsed.has_value());
  CHECK_EQ(parsed->arguments, (Texts{"a", "", "", "z"}));
  CHECK_EQ(parsed->environment, std::string(bytes("E=1\0")));
}

TEST(arguments_without_an_environment_to_see) {
  for (const std::string_view rest : {bytes("/p\0a\0b\0"), bytes("/p\0a\0b\0\0\0"), bytes("/p\0a\0b")}) {
    const auto parsed = parse_arguments(block_of(2, rest));
    REQUIRE(parsed.has_value());
    CHECK_EQ(parsed->arguments, (Texts{"a", "b"}));
    CHECK_EQ(parsed->environment, std::string());
  }
}

TEST(arguments_that_were_overwritten_by_a_title) {
  // One long entry where there were three.
  const auto parsed = parse_arguments(block_of(3, bytes("/p\0nginx: worker process")));
  REQUIRE(parsed.has_value());
  CHECK_EQ(parsed->arguments, Texts{"nginx: worker process"});
}

TEST(arguments_of_a_program_without_any) {
  const auto parsed = parse_arguments(block_of(0, bytes("/p\0\0\0A=1\0B=\0\0")));
  REQUIRE(parsed.has_value());
  CHECK(parsed->arguments.empty());
  CHECK_EQ(parsed->environment, std::string(bytes("A=1\0B=\0")));
}

TEST(arguments_cut_short_anywhere_are_no_fault) {
  const std::string whole = block_of(3, bytes("/bin/x\0\0x\0\0y\0A=1\0\0tail\0"));
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const auto parsed = parse_arguments(std::string_view(whole).substr(0, size));
    if (parsed) CHECK(parsed->arguments.size() <= 3);
  }
  CHECK(!parse_arguments({}).has_value());
  CHECK(!parse_arguments(block_of(1, "")).has_value());
  CHECK(!parse_arguments(block_of(1, "path without an end")).has_value());
  CHECK(!parse_arguments(block_of(-1, bytes("/p\0a\0"))).has_value());
}

TEST(arguments_fewer_than_announced_take_none_from_beyond) {
  const auto parsed = parse_arguments(block_of(INT32_MAX, bytes("/p\0a\0b\0")));
  REQUIRE(parsed.has_value());
  CHECK_EQ(parsed->arguments, (Texts{"a", "b"}));
  CHECK_EQ(parsed->environment, std::string());
}

}  // namespace
}  // namespace reeve::test
