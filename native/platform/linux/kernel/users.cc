#include "platform/linux/kernel/users.h"

#include <sys/stat.h>

#include <chrono>
#include <mutex>

#include "platform/linux/decode/passwd.h"
#include "platform/linux/kernel/procfs.h"

namespace reeve::linux_kernel {
namespace {

constexpr const char* kPasswd = "/etc/passwd";

// Read again when the file changed. A pure cache: it never answers what the file doesn't say.
class PasswdFile {
 public:
  std::optional<std::string> name_of(std::uint32_t uid) {
    const std::lock_guard lock(mutex_);
    refresh();
    const auto found = names_.find(uid);
    if (found == names_.end()) return std::nullopt;
    return found->second;
  }

 private:
  void refresh() {
    // Once a second is often enough, and a look costs as much as all the rest of the answer.
    const Clock::time_point now = Clock::now();
    if (now < next_look_) return;
    next_look_ = now + kLookPause;
    struct stat status {};
    if (stat(kPasswd, &status) != 0) return;
    const bool same = status.st_ino == inode_ && status.st_mtim.tv_sec == changed_.tv_sec &&
                      status.st_mtim.tv_nsec == changed_.tv_nsec;
    if (same) return;
    const auto text = read_file(kPasswd);
    if (!text.ok()) return;
    names_ = linux_decode::parse_passwd(text.value());
    inode_ = status.st_ino;
    changed_ = status.st_mtim;
  }

  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::seconds kLookPause{1};

  std::mutex mutex_;
  Clock::time_point next_look_{};
  std::map<std::uint32_t, std::string> names_;
  ino_t inode_ = 0;
  timespec changed_{};
};

}  // namespace

std::optional<std::string> user_name(std::uint32_t uid) {
  static PasswdFile passwd;
  return passwd.name_of(uid);
}

}  // namespace reeve::linux_kernel
