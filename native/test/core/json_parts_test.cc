#include "core/records/json_parts.h"

#include <string>
#include <vector>

#include "test/check.h"

namespace reeve::test {
namespace {

struct Row {
  std::string text{};
};

template <class Visit>
void describe(const Row& row, Visit& visit) {
  visit("text", row.text);
}

std::vector<std::string> parts_of(const std::vector<Row>& rows) {
  std::vector<std::string> all;
  const PartSink sink = [&](std::string part) { all.push_back(std::move(part)); };
  JsonParts parts(sink);
  for (const Row& row : rows) parts.add(row);
  parts.flush();
  parts.flush();
  return all;
}

// The rows of all parts as one array.
std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.size() < 2 || part.front() != '[' || part.back() != ']') return "no array";
    text += text.empty() ? "" : ",";
    text += part.substr(1, part.size() - 2);
  }
  return text;
}

TEST(an_empty_list_has_no_parts) { CHECK(parts_of({}).empty()); }

TEST(parts_are_small_and_hold_every_row_once_and_in_order) {
  constexpr std::size_t kMost = std::size_t{16} * 1024;
  std::vector<Row> rows;
  std::string wanted;
  for (int index = 0; index < 3000; ++index) {
    rows.push_back({std::to_string(index)});
    wanted += (index == 0 ? "" : ",") + ("{\"text\":\"" + std::to_string(index) + "\"}");
  }
  const std::vector<std::string> parts = parts_of(rows);
  CHECK_EQ(joined(parts), wanted);
  CHECK_EQ(parts.size(), wanted.size() / kMost + 1);
  for (const std::string& part : parts) CHECK(part.size() < kMost + 32);
}

TEST(a_row_that_is_longer_than_a_part_is_not_cut) {
  const std::string longest(100'000, 'x');
  const std::vector<std::string> parts = parts_of({{"first"}, {longest}, {"last"}});
  CHECK_EQ(parts.size(), 2U);
  CHECK_EQ(joined(parts), "{\"text\":\"first\"},{\"text\":\"" + longest + "\"},{\"text\":\"last\"}");
}

}  // namespace
}  // namespace reeve::test
