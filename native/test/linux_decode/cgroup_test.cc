#include "platform/linux/decode/cgroup.h"

#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::is_in_folder;
using linux_decode::is_populated;
using linux_decode::unified_group;

const std::string kName = "reeve-4711-4026531836-0123456789abcdef01234567";

TEST(cgroup_is_that_of_the_unified_tree) {
  CHECK_EQ(unified_group("0::/\n"), std::optional<std::string_view>("/"));
  CHECK_EQ(unified_group("9:name=systemd:/x\n1:cpu:/y\n0::/user.slice/a b\n"),
           std::optional<std::string_view>("/user.slice/a b"));
  CHECK_EQ(unified_group("0::/a (deleted)"), std::optional<std::string_view>("/a (deleted)"));
  for (const char* none : {"", "\n", "9:name=systemd:/x\n", "10::/x\n", "0:cpu:/x\n", " 0::/x\n", "0::\n", "0::x\n"}) {
    CHECK(!unified_group(none));
  }
}

TEST(cgroup_is_inside_wherever_the_tree_is_mounted) {
  for (const std::string& folder : {"/sys/fs/cgroup/" + kName, "/sys/fs/cgroup/unified/user.slice/" + kName}) {
    CHECK(is_in_folder("0::/" + kName + "\n", folder));
    CHECK(is_in_folder("1:cpu:/\n0::/user.slice/" + kName + "\n", folder));
    CHECK(is_in_folder("0::/../" + kName + "/worker\n", folder));
    CHECK(is_in_folder("0::/" + kName + " (deleted)\n", folder));
  }
}

TEST(cgroup_of_another_name_is_not_inside) {
  const std::string folder = "/sys/fs/cgroup/" + kName;
  CHECK(!is_in_folder("0::/\n", folder));
  CHECK(!is_in_folder("0::/" + kName.substr(0, kName.size() - 1) + "\n", folder));
  CHECK(!is_in_folder("1:name=systemd:/" + kName + "\n0::/\n", folder));
  CHECK(!is_in_folder("1:name=systemd:/" + kName + "\n", folder));
  CHECK(!is_in_folder("", folder));
}

TEST(cgroup_names_are_whole) {
  const std::string folder = "/sys/fs/cgroup/" + kName;
  CHECK(!is_in_folder("0::/" + kName + "0\n", folder));
  CHECK(!is_in_folder("0::/x" + kName + "\n", folder));
  CHECK(!is_in_folder("0::/" + kName + " (deleted)/x\n", folder));
}

// What looks like the line of the unified tree may stand in the name of another cgroup.
TEST(cgroup_lines_are_whole) {
  const std::string folder = "/sys/fs/cgroup/" + kName;
  CHECK(is_in_folder("1:name=systemd:/x0::y\n0::/" + kName + "\n", folder));
  CHECK(!is_in_folder("1:name=systemd:/x0::/" + kName + "\n0::/\n", folder));
}

TEST(cgroup_without_a_folder_holds_nobody) {
  for (const char* folder : {"", "/", "relative", "/sys/fs/cgroup/"}) CHECK(!is_in_folder("0::/relative\n", folder));
}

TEST(cgroup_events_tell_who_lives) {
  for (const char* text : {"populated 1\nfrozen 0\n", "frozen 1\npopulated 1\n", "populated 1"}) {
    CHECK_EQ(is_populated(text), std::optional(true));
  }
  for (const char* text : {"populated 0\nfrozen 0\n", "frozen 1\npopulated 0\n"}) {
    CHECK_EQ(is_populated(text), std::optional(false));
  }
}

// What is not said is no proof that nobody lives.
TEST(cgroup_events_without_the_answer_are_none) {
  for (const char* text : {"", "frozen 1\n", "populated 10\n", "unpopulated 1\n", "populated \n", "populated"}) {
    CHECK_EQ(is_populated(text), std::optional<bool>());
  }
}

}  // namespace
}  // namespace reeve::test
