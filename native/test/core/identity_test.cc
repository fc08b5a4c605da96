#include "core/identity/identity.h"

#include <array>
#include <random>
#include <string>

#include "test/check.h"

namespace reeve {
namespace {

const Identity kSome{.boot = "0123456789abcdef", .pid = 4711, .start = 123456, .unique = 987654321};

bool equal(const Identity& one, const Identity& other) {
  return one.boot == other.boot && one.pid == other.pid && one.start == other.start && one.unique == other.unique;
}

TEST(identity_text_comes_back) {
  CHECK_EQ(to_text(kSome), "fake:0123456789abcdef:4711:123456:987654321");
  for (const Identity& identity :
       {kSome, Identity{.boot = "0", .pid = 1, .start = 0, .unique = 0},
        Identity{.boot = "f", .pid = INT32_MAX, .start = UINT64_MAX, .unique = UINT64_MAX}}) {
    const auto back = parse_identity(to_text(identity));
    REQUIRE(back.has_value());
    CHECK(equal(*back, identity));
  }
}

TEST(identity_text_of_others_is_refused) {
  const std::array<std::string, 34> hostile{
      "",
      ":",
      "::::",
      ":::::",
      "fake",
      "fake:ab:1:2",
      "fake:ab:1:2:3:4",
      "fake:ab:1:2:3:",
      ":fake:ab:1:2:3",
      "linux:ab:1:2:3",
      "FAKE:ab:1:2:3",
      " fake:ab:1:2:3",
      "fake::1:2:3",
      "fake:AB:1:2:3",
      "fake:xy:1:2:3",
      "fake:a-b:1:2:3",
      "fake:ab::2:3",
      "fake:ab:0:2:3",
      "fake:ab:-1:2:3",
      "fake:ab:+1:2:3",
      "fake:ab: 1:2:3",
      "fake:ab:2147483648:2:3",
      "fake:ab:4294967297:2:3",
      "fake:ab:1:-2:3",
      "fake:ab:1:18446744073709551616:3",
      "fake:ab:1:2:18446744073709551616",
      "fake:ab:1:2:3 ",
      "fake:ab:1:2:3\n",
      "fake:ab:1:0x2:3",
      // Of one identity there is one text: records are compared by it.
      "fake:ab:01:2:3",
      "fake:ab:1:02:3",
      "fake:ab:1:00:3",
      "fake:ab:1:2:03",
      std::string("fake:ab:1:2:3\0", 14),
  };
  for (const std::string& text : hostile) {
    if (parse_identity(text)) test::fault(__FILE__, __LINE__, "accepted: '" + text + "'");
  }
}

// Whatever is accepted means one identity, and its own text means the same one again.
TEST(identity_text_mutated_at_random) {
  std::mt19937 random(20261121);
  const std::string alphabet = "0123456789abcdefg:-+ \n\xff\0xF";
  const auto below = [&](std::size_t limit) { return random() % limit; };
  int accepted = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string text = to_text(kSome);
    for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1);
      const char letter = alphabet[below(alphabet.size())];
      switch (below(4)) {
        case 0:
          text.insert(at, 1, letter);
          break;
        case 1:
          text.erase(at, below(5));
          break;
        case 2:
          text.resize(at);
          break;
        default:
          if (at < text.size()) text[at] = letter;
      }
    }
    const auto parsed = parse_identity(text);
    if (!parsed) continue;
    ++accepted;
    const auto again = parse_identity(to_text(*parsed));
    if (!again || !equal(*parsed, *again) || !is_pid(parsed->pid)) test::fault(__FILE__, __LINE__, text);
  }
  CHECK(accepted > 1000);
}

TEST(identity_compare_lets_the_kernels_number_decide) {
  Identity other = kSome;
  CHECK_EQ(compare(kSome, other), Sameness::same);
  other.start += 1;  // differs between time namespaces
  CHECK_EQ(compare(kSome, other), Sameness::same);
  other = kSome;
  other.unique += 1;  // same pid within one tick
  CHECK_EQ(compare(kSome, other), Sameness::different);
}

TEST(identity_compare_falls_back_to_the_start) {
  Identity without = kSome;
  without.unique = 0;
  CHECK_EQ(compare(kSome, without), Sameness::same);
  CHECK_EQ(compare(without, kSome), Sameness::same);
  CHECK_EQ(compare(without, without), Sameness::same);
  without.start += 1;
  CHECK_EQ(compare(kSome, without), Sameness::different);
  CHECK_EQ(compare(without, kSome), Sameness::different);
}

TEST(identity_compare_is_of_one_boot_and_one_pid) {
  Identity other = kSome;
  other.boot = "0123456789abcdee";
  CHECK_EQ(compare(kSome, other), Sameness::different);
  other = kSome;
  other.pid += 1;
  CHECK_EQ(compare(kSome, other), Sameness::different);
}

TEST(pids_are_positive_and_fit) {
  for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{INT32_MIN}, std::int64_t{INT64_MIN},
                                 std::int64_t{INT32_MAX} + 1, std::int64_t{INT64_MAX}}) {
    CHECK(!is_pid(bad));
  }
  CHECK(is_pid(1) && is_pid(INT32_MAX));
}

}  // namespace
}  // namespace reeve
