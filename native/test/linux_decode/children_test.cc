#include "platform/linux/decode/children.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using Pids = std::vector<Pid>;

Pids children_of(std::string_view text) {
  Pids children;
  linux_decode::parse_children(text, children);
  return children;
}

TEST(children_are_parted_by_spaces) {
  CHECK_EQ(children_of("4712 4713 2147483647 "), (Pids{4712, 4713, 2147483647}));
  CHECK_EQ(children_of("4712"), Pids{4712});
  CHECK_EQ(children_of(""), Pids{});
  CHECK_EQ(children_of(" "), Pids{});
}

TEST(children_of_all_threads_are_added_up) {
  Pids children{7};
  linux_decode::parse_children("8 9 ", children);
  CHECK_EQ(children, (Pids{7, 8, 9}));
}

TEST(children_out_of_sight_are_passed_over) { CHECK_EQ(children_of("0 4712 0 "), Pids{4712}); }

TEST(children_are_whole_words) {
  CHECK_EQ(children_of("12ab -1 -4711  +5 007 2147483648 4294967297 12\n13 8 "), Pids{8});
}

}  // namespace
}  // namespace reeve::test
