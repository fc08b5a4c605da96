#include <array>
#include <cerrno>
#include <string>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/spare_handles.h"
#include "core/base/utf8.h"
#include "core/spawn/containment.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

// One U+FFFD for each byte that belongs to no sequence.
std::string marks(int count) {
  std::string text;
  for (; count > 0; --count) text += "\xEF\xBF\xBD";
  return text;
}

TEST(utf8_keeps_what_is_well_formed) {
  const std::string nul("a\0b", 3);
  for (const std::string& text :
       {std::string(), std::string("plain"), nul, std::string("\x7f"), std::string("\xC2\x80"), std::string("\xDF\xBF"),
        std::string("\xE0\xA0\x80"), std::string("\xED\x9F\xBF"), std::string("\xEE\x80\x80"),
        std::string("\xEF\xBF\xBF"), std::string("\xF0\x90\x80\x80"), std::string("\xF4\x8F\xBF\xBF")}) {
    const Utf8Text result = to_utf8(text);
    CHECK_EQ(result.text, text);
    CHECK(!result.replaced);
  }
}

TEST(utf8_replaces_what_is_not) {
  struct Bad {
    std::string bytes;
    std::string text;
  };
  const std::array<Bad, 20> table{{
      {"\x80", marks(1)},
      {"\xBF", marks(1)},
      {"\xC0\x80", marks(2)},  // overlong NUL
      {"\xC1\xBF", marks(2)},
      {"\xE0\x80\x80", marks(3)},
      {"\xE0\x9F\xBF", marks(3)},
      {"\xF0\x80\x80\x80", marks(4)},
      {"\xF0\x8F\xBF\xBF", marks(4)},
      {"\xED\xA0\x80", marks(3)},  // surrogates
      {"\xED\xBF\xBF", marks(3)},
      {"\xF4\x90\x80\x80", marks(4)},  // above U+10FFFF
      {"\xF5\x80\x80\x80", marks(4)},
      {"\xF8\x88\x80\x80\x80", marks(5)},
      {"\xFE", marks(1)},
      {"\xFF\xFE", marks(2)},
      {"\xC2", marks(1)},  // cut short
      {"\xE2\x82", marks(2)},
      {"\xF0\x9F\x98", marks(3)},
      {"a\xE2\x82z", "a" + marks(2) + "z"},
      {"\xC2\xC2\x80", marks(1) + "\xC2\x80"},
  }};
  for (const Bad& bad : table) {
    const Utf8Text result = to_utf8(bad.bytes);
    CHECK_EQ(result.text, bad.text);
    CHECK(result.replaced);
    CHECK(!to_utf8(result.text).replaced);
  }
}

TEST(utf8_of_any_two_bytes_is_utf8) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const Utf8Text once = to_utf8({std::string(1, static_cast<char>(first)) + static_cast<char>(second)});
      if (to_utf8(once.text).replaced) fault(__FILE__, __LINE__, std::to_string(first) + " " + std::to_string(second));
    }
  }
}

// Among so many plain ones that a test by eights meets each place.
TEST(utf8_in_place_is_the_same) {
  const std::string plain = "abcdefghijklmnopqrstuvwxyz";
  for (const std::string& part : {std::string("\x80"), std::string("\xC2\x80"), std::string("\xE2\x82"),
                                  std::string("\xF0\x90\x80\x80"), std::string("\0", 1), std::string()}) {
    for (std::size_t place = 0; place <= plain.size(); ++place) {
      std::string text = plain;
      text.insert(place, part);
      const Utf8Text wanted = to_utf8(text);
      const bool bad = part == "\x80" || part == "\xE2\x82";
      CHECK_EQ(wanted.text,
               plain.substr(0, place) + (bad ? marks(static_cast<int>(part.size())) : part) + plain.substr(place));
      CHECK_EQ(replace_non_utf8(text), bad);
      CHECK_EQ(text, wanted.text);
      CHECK(!replace_non_utf8(text));
    }
  }
}

TEST(error_messages_say_what_failed_and_what_to_do) {
  CHECK_EQ(message_of(fake::error(EPERM, "kill", 7)),
           "EPERM: kill failed for process 7: text of EPERM (run as the owner of the process or with more privileges)");
  CHECK_EQ(message_of(fake::error(ENOENT, "open")), "ENOENT: open failed: text of ENOENT");
  CHECK_EQ(message_of(Error{.code = "EMFILE", .os = EMFILE, .op = "open", .detail = "none left"}),
           "EMFILE: none left (close descriptors or raise RLIMIT_NOFILE)");
  CHECK_EQ(message_of(Error{.code = "ESRCH", .op = {}}), "ESRCH: the operation failed");
  CHECK_EQ(message_of(invalid_argument("so")), "ERR_INVALID_ARG: so");
  CHECK_EQ(message_of(unsupported("so")), "ERR_UNSUPPORTED: so");
  for (const int number : {EACCES, ENFILE, EAGAIN, E2BIG, ENOEXEC}) {
    const std::string message = message_of(fake::error(number, "call"));
    CHECK(message.ends_with(")"));
  }
}

// The digits of a timestamp, each as 9.
std::string shape_of(std::string text) {
  for (char& letter : text) {
    if (letter >= '0' && letter <= '9') letter = '9';
  }
  return text;
}

TEST(timestamps_are_rfc_3339_in_utc) {
  std::string before = timestamp_now();
  for (int round = 0; round < 1000; ++round) {
    const std::string now = timestamp_now();
    CHECK_EQ(shape_of(now), "9999-99-99T99:99:99.999Z");
    CHECK(now.compare(5, 2, "01") >= 0 && now.compare(5, 2, "12") <= 0);
    CHECK(now.compare(8, 2, "01") >= 0 && now.compare(8, 2, "31") <= 0);
    CHECK(now.compare(11, 2, "23") <= 0 && now.compare(14, 2, "59") <= 0 && now.compare(17, 2, "59") <= 0);
    CHECK(now >= before);
    before = now;
  }
}

TEST(spare_handles_are_given_up_for_a_read_and_taken_back) {
  const Scene scene;
  SpareHandles spare;
  const std::size_t held = world().open_handles();
  CHECK(held >= 3);
  world().most_handles = held;
  int calls = 0;
  const auto listed = spare.run([&] { return ++calls, platform::list_processes(); });
  CHECK(listed.ok());
  CHECK_EQ(calls, 2);
  CHECK_EQ(world().open_handles(), held);
  // Any other failure is the answer.
  const auto missing = spare.run([&] { return ++calls, platform::read_stat(999999); });
  CHECK(!missing.ok() && missing.error().code == "ESRCH");
}

TEST(spare_handles_that_were_never_had_do_no_harm) {
  const Scene scene;
  world().most_handles = 1;
  SpareHandles spare;
  CHECK_EQ(world().open_handles(), 1U);
  const auto listed = spare.run([] { return platform::list_processes(); });
  CHECK(!listed.ok() && listed.error().code == "EMFILE");
}

TEST(unique_handles_close_once) {
  const Scene scene;
  UniqueHandle one = std::move(platform::open_spare().value());
  UniqueHandle two = std::move(platform::open_spare().value());
  CHECK_EQ(world().open_handles(), 2U);
  one = std::move(two);
  CHECK_EQ(world().open_handles(), 1U);
  UniqueHandle& same = one;
  one = std::move(same);
  CHECK(one.valid());
  const OsHandle bare = one.release();
  CHECK(!one.valid());
  CHECK_EQ(world().open_handles(), 1U);
  close_handle(bare);
}

TEST(containments_have_names) {
  CHECK_EQ(to_text(ContainmentKind::none), "none");
  CHECK_EQ(to_text(ContainmentKind::group), "group");
  CHECK_EQ(to_text(ContainmentKind::keeper), "keeper");
  CHECK_EQ(to_text(ContainmentKind::cgroup), "cgroup");
  CHECK_EQ(to_text(ContainmentKind::job), "job");
}

}  // namespace
}  // namespace reeve::test
