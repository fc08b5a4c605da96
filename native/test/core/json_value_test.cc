#include "core/base/json_value.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using Kind = JsonValue::Kind;

TEST(json_of_each_kind) {
  const auto read = parse_json(" {\"a\": [null, true, false, -1.5e+3, \"x\"], \"b\": {}, \"\": []}\n");
  REQUIRE(read.ok());
  const JsonValue* list = read.value().at("a");
  REQUIRE(list != nullptr && list->items.size() == 5);
  CHECK_EQ(list->items[0].kind, Kind::null);
  CHECK(list->items[1].kind == Kind::boolean && list->items[1].flag && !list->items[2].flag);
  CHECK(list->items[3].kind == Kind::number && list->items[3].text == "-1.5e+3" && !list->items[3].whole());
  CHECK(list->items[4].kind == Kind::text && list->items[4].text == "x");
  CHECK(read.value().at("b")->kind == Kind::object && read.value().at("")->kind == Kind::array);
  CHECK(read.value().at("c") == nullptr && list->at("a") == nullptr);
}

TEST(json_escapes) {
  const auto read = parse_json(R"("\"\\\/\b\f\n\r\tA\u00e9\u20ac\ud83d\ude00\u0000.")");
  REQUIRE(read.ok());
  CHECK_EQ(read.value().text, std::string("\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\0.", 20));
}

TEST(json_whole_numbers) {
  CHECK_EQ(parse_json("9223372036854775807").value().whole(), INT64_MAX);
  CHECK_EQ(parse_json("-9223372036854775808").value().whole(), INT64_MIN);
  for (const char* other : {"9223372036854775808", "1.0", "1e2", "\"1\"", "null"}) {
    CHECK(!parse_json(other).value().whole());
  }
}

TEST(json_refuses_what_is_none) {
  for (const char* text : {"",
                           "  ",
                           "{",
                           "[",
                           "\"",
                           "[1,]",
                           "[1 2]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{a:1}",
                           "{\"a\":1,}",
                           "{\"a\":1,\"a\":1}",
                           "01",
                           "-",
                           "1.",
                           ".5",
                           "1e",
                           "+1",
                           "tru",
                           "nulls",
                           "1 1",
                           "'a'",
                           "\"\\x\"",
                           "\"\\u12g4\"",
                           "\"\\u 123\"",
                           "\"\\ud83d\"",
                           "\"\\ude00\"",
                           "\"\\ud83d\\u0041\"",
                           "\"\t\"",
                           "\"\xff\"",
                           "\xef\xbb\xbf{}",
                           "// a\n1"}) {
    const auto read = parse_json(text);
    if (CHECK(!read.ok())) CHECK_EQ(read.error().code, code::kInvalidArgument);
  }
  CHECK(!parse_json(std::string_view("\"\0\"", 3)).ok());
  CHECK(!parse_json(std::string_view("1\0", 2)).ok());
}

TEST(json_goes_only_so_deep) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(kJsonDeepest)).ok());
  CHECK(!parse_json(nested(100000)).ok());
}

}  // namespace
}  // namespace reeve::test
