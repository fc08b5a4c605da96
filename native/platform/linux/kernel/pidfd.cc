#include "platform/linux/kernel/pidfd.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "core/base/unique_handle.h"

namespace reeve::linux_kernel {
namespace {

constexpr long kPidfdSendSignal = 424;
constexpr long kPidfdOpen = 434;
constexpr std::uint64_t kPidfsMagic = 0x50494446;

// struct pidfd_info of linux/pidfd.h in its first, 64-byte form, which every later kernel accepts.
struct PidfdInfo {
  std::uint64_t mask;
  std::uint64_t cgroup_id;
  std::uint32_t pid, tgid, ppid;
  std::uint32_t ruid, rgid, euid, egid, suid, sgid, fsuid, fsgid;
  std::int32_t exit_code;
};
static_assert(sizeof(PidfdInfo) == 64);
constexpr std::uint64_t kInfoExit = 1U << 3;
constexpr unsigned long kGetInfo = _IOC(_IOC_READ | _IOC_WRITE, 0xFFU, 11U, sizeof(PidfdInfo));

enum class Answer { unknown, no, yes };

// Asks `holds` of our own pidfd and keeps the answer, unless there was no descriptor to ask with.
template <class Holds>
bool ask_once(std::atomic<Answer>& kept, Holds holds) {
  Answer answer = kept.load();
  if (answer != Answer::unknown) return answer == Answer::yes;
  const UniqueHandle own(pidfd_open(getpid()));
  if (!own.valid() && (errno == EMFILE || errno == ENFILE)) return false;
  answer = own.valid() && holds(own.get()) ? Answer::yes : Answer::no;
  kept.store(answer);
  return answer == Answer::yes;
}

bool lies_in_pidfs(int pidfd) {
  struct statfs file_system {};
  return fstatfs(pidfd, &file_system) == 0 && static_cast<std::uint64_t>(file_system.f_type) == kPidfsMagic;
}

}  // namespace

int pidfd_open(int pid) { return static_cast<int>(syscall(kPidfdOpen, pid, 0U)); }

int pidfd_send_signal(int pidfd, int signal, unsigned flags) {
  return static_cast<int>(syscall(kPidfdSendSignal, pidfd, signal, nullptr, flags));
}

bool pidfd_signals_refused() {
  static std::atomic<Answer> kept = Answer::unknown;
  return ask_once(kept, [](int own) { return pidfd_send_signal(own, 0, 0) != 0; });
}

bool pidfds_have_own_inodes() {
  static std::atomic<Answer> kept = Answer::unknown;
  return ask_once(kept, lies_in_pidfs);
}

std::uint64_t pidfd_inode(int pidfd) {
  struct stat status {};
  if (!pidfds_have_own_inodes() || fstat(pidfd, &status) != 0) return 0;
  return status.st_ino;
}

std::optional<int> pidfd_exit_status(int pidfd) {
  PidfdInfo info{};
  info.mask = kInfoExit;
  // The call itself, because glibc and musl take the request as different types.
  if (syscall(SYS_ioctl, pidfd, kGetInfo, &info) != 0 || (info.mask & kInfoExit) == 0) return std::nullopt;
  return info.exit_code;
}

}  // namespace reeve::linux_kernel
