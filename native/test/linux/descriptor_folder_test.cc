#include "platform/linux/kernel/descriptor_folder.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "test/linux/scene.h"

namespace reeve::test {
namespace {

// Gives up the right to look into processes that don't let others, for good in this process.
bool drop_ptrace() {
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  __user_cap_data_struct sets[2] = {};
  if (syscall(SYS_capget, &header, sets) != 0) return false;
  for (auto& set : sets) set.inheritable = 0;
  sets[0].effective &= ~(1U << CAP_SYS_PTRACE);
  sets[0].permitted &= ~(1U << CAP_SYS_PTRACE);
  return syscall(SYS_capset, &header, sets) == 0;
}

// The numbers can be listed and the links not be read: that is no process without descriptors.
TEST(links_that_may_not_be_read_are_a_refusal) {
  const Scene scene;
  if (geteuid() != 0) return;
  const pid_t closed = fork_child([] {
    if (prctl(PR_SET_DUMPABLE, 0) != 0) return 1;
    for (;;) pause();
    return 0;
  });
  CHECK(eventually([&] {
    const pid_t looker = fork_child([&] {
      if (!drop_ptrace()) return 1;
      const auto folder = linux_kernel::DescriptorFolder::open(closed);
      if (!folder.ok()) return 2;
      const Status read = folder.value().read([](int, std::string_view) {});
      if (read.ok()) return 3;  // it is not closed yet
      if (read.error().code != "EACCES") return 4;
      const auto pin = platform::open_pin(closed);
      if (!pin.ok()) return 5;
      const auto descriptors = platform::read_descriptors(pin.value(), std::nullopt);
      return !descriptors.ok() && descriptors.error().code == "EACCES" ? 0 : 6;
    });
    const int word = reap(looker);
    CHECK(WIFEXITED(word));
    CHECK(WEXITSTATUS(word) == 0 || WEXITSTATUS(word) == 3);
    return WEXITSTATUS(word) == 0;
  }));
  kill_and_reap(closed);
}

TEST(links_of_a_process_that_is_gone_are_no_refusal) {
  const Scene scene;
  const pid_t pid = fork_sleeper();
  const auto folder = linux_kernel::DescriptorFolder::open(pid);
  REQUIRE(folder.ok());
  // It ends between two of its links.
  int seen = 0;
  const Status read = folder.value().read([&](int, std::string_view) {
    if (seen++ == 0) kill_and_reap(pid);
  });
  CHECK_EQ(seen, 1);
  CHECK(!read.ok() && read.error().code == "ESRCH");
}

}  // namespace
}  // namespace reeve::test
