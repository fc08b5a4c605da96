#include <cerrno>
#include <csignal>

#include "core/platform.h"
#include "test/check.h"

namespace reeve::test {
namespace {

TEST(signals_have_names_and_numbers_both_ways) {
  for (const int number : {SIGTERM, SIGKILL, SIGCHLD, SIGPWR, SIGSTKFLT, SIGRTMIN, SIGRTMIN + 1, SIGRTMAX}) {
    CHECK_EQ(platform::signal_number(platform::signal_name(number)), number);
  }
  CHECK_EQ(platform::signal_name(SIGRTMIN + 2), "SIGRTMIN+2");
  CHECK_EQ(platform::signal_number("TERM"), SIGTERM);
}

TEST(signals_nobody_has_have_no_number) {
  for (const char* name : {"", "SIG", "SIGNONE", "sigterm", "SIGINFO", "SIGRTMIN+", "SIGRTMIN-1", "SIGRTMIN+99",
                           "SIGRTMIN+1x", "SIGRTMIN+ 1", "SIGRTMIN+-0", "SIGRTMIN+01"}) {
    CHECK(!platform::signal_number(name));
  }
  CHECK_EQ(platform::signal_name(200), "SIG200");
}

TEST(errors_have_names) {
  CHECK_EQ(platform::error_name(ESRCH), "ESRCH");
  CHECK_EQ(platform::error_name(99999), "EUNKNOWN");
}

}  // namespace
}  // namespace reeve::test
