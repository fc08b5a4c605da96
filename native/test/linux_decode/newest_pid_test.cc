#include "platform/linux/decode/newest_pid.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_newest_pid;

TEST(newest_pid_is_the_last_field) {
  CHECK_EQ(parse_newest_pid("0.20 0.18 0.12 1/80 11206\n"), std::optional<Pid>(11206));
  CHECK_EQ(parse_newest_pid("0.20 0.18 0.12 1/80 1"), std::optional<Pid>(1));
}

TEST(newest_pid_not_told_is_none) {
  for (const char* text :
       {"", "\n", "11206\n", "0.20 0.18 0.12 1/80\n", "0.20 0.18 0.12 1/80 \n", "0.20 0.18 0.12 1/80 0\n",
        "0.20 0.18 0.12 1/80 -1\n", "0.20 0.18 0.12 1/80 99999999999\n", "0.20 0.18 0.12 1/80 12x\n"}) {
    CHECK(!parse_newest_pid(text));
  }
}

}  // namespace
}  // namespace reeve::test
