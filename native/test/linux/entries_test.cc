#include "platform/posix/entries.h"

#include <cstddef>

#include "test/check.h"

namespace reeve::test {
namespace {

using posix::carries_token;
using posix::split_entries;
using posix::to_variables;
using Texts = std::vector<std::string>;

template <std::size_t size>
std::string_view bytes(const char (&literal)[size]) {
  return {literal, size - 1};
}

TEST(entries_keep_empty_ones_and_an_unended_last) {
  CHECK_EQ(split_entries(bytes("a\0\0b\0")), (Texts{"a", "", "b"}));
  CHECK_EQ(split_entries(bytes("a\0b")), (Texts{"a", "b"}));
  CHECK_EQ(split_entries(""), Texts{});
}

TEST(entries_become_variables) {
  const auto variables = to_variables({"A=1", "B=x=y", "no value", "EMPTY=", "A=2"});
  CHECK_EQ(variables.size(), 3U);
  CHECK_EQ(variables.at("A"), "1");
  CHECK_EQ(variables.at("B"), "x=y");
  CHECK_EQ(variables.at("EMPTY"), "");
}

TEST(entries_carry_a_token_whole_or_not) {
  const std::string_view block = bytes("A=1\0REEVE_TREE=outer:inner\0Z=inner2\0");
  CHECK(carries_token(block, "REEVE_TREE", "outer") && carries_token(block, "REEVE_TREE", "inner"));
  CHECK(!carries_token(block, "REEVE_TREE", "inn") && !carries_token(block, "REEVE_TREE", "inner2"));
  CHECK(!carries_token(block, "REEVE_TRE", "outer") && !carries_token(block, "TREE", "outer"));
  CHECK(!carries_token("", "REEVE_TREE", "outer") && !carries_token(bytes("REEVE_TREE=\0"), "REEVE_TREE", ""));
  CHECK(carries_token(bytes("REEVE_TREE=last"), "REEVE_TREE", "last"));
}

TEST(entries_carry_no_empty_token) {
  for (const std::string_view block :
       {bytes("REEVE_TREE=a::b\0"), bytes("REEVE_TREE=:a\0"), bytes("REEVE_TREE=a:\0"), bytes("REEVE_TREE=\0")}) {
    CHECK(!carries_token(block, "REEVE_TREE", ""));
  }
}

}  // namespace
}  // namespace reeve::test
