#include "platform/linux/decode/folder_name.h"

#include <cstdint>
#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::folder_prefix;
using linux_decode::parse_folder_name;

const std::string kToken = "0123456789abcdef01234567";

TEST(folder_names_come_back) {
  for (const Pid pid : {1, 4711, INT32_MAX}) {
    const std::string name = folder_prefix({.pid = pid, .pid_namespace = "4026531836"}) + kToken;
    const auto maker = parse_folder_name(name);
    REQUIRE(maker.has_value());
    CHECK_EQ(maker->pid, pid);
    CHECK_EQ(maker->pid_namespace, "4026531836");
  }
  CHECK_EQ(folder_prefix({.pid = 12, .pid_namespace = "34"}), "reeve-12-34-");
}

TEST(folder_names_of_others_have_no_maker) {
  for (const char* name :
       {"", "user.slice", "reeve", "reeve-", "reeve-12", "reeve-12-", "reeve-12-34", "reeve--12-34-x", "reeve-0-34-x",
        "reeve-2147483648-34-x", "reeve-x-34-x", "Reeve-12-34-x", "xreeve-12-34-x"}) {
    CHECK(!parse_folder_name(name));
  }
}

// What nobody gave is not taken for the folder of a job that was left behind.
TEST(folder_names_have_one_form) {
  for (const char* name : {"reeve-12--x", "reeve-12-ns-x", "reeve-12--34-x", "reeve-007-34-x", "reeve-12-34x-x"}) {
    CHECK(!parse_folder_name(name));
  }
}

}  // namespace
}  // namespace reeve::test
