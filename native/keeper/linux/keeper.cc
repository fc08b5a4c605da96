// One job's keeper: starts its first process, holds its lock, reaps all of it, keeps how it ended, and ends what is left
// when it is asked to or when the launcher ends. It lives exactly as long as the job has a process.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "keeper/linux/cgroup_folder.h"
#include "keeper/linux/channels.h"
#include "keeper/linux/children.h"
#include "keeper/linux/launch.h"
#include "keeper/linux/logs.h"
#include "keeper/linux/plan.h"
#include "keeper/linux/state_files.h"

namespace reeve::keeper {
namespace {

constexpr long kSignalSetBytes = 8;
constexpr long kShortestPause = 100'000;  // nanoseconds between two rounds of killing
// Reached only while nobody ends, as where a child of another user may not be killed.
constexpr long kLongestPause = 500'000'000;
// Then somebody may have asked for the end, which a job that forks without pause must not drown out.
constexpr int kMostReapedAtOnce = 256;

[[noreturn]] void leave(int code) {
  for (;;) syscall(SYS_exit_group, code);
}

class Keeper {
 public:
  [[noreturn]] void run() {
    block_signals();
    if (!prepare()) refuse();
    if (!launch_.run()) {
      failed_step_ = launch_.failed_step();
      refuse();
    }
    tell_running();
    settle();
    for (;;) {
      if (!reap()) finish();
      if (ending_) children_.kill_all(launch_.pid());
      wait();
    }
  }

 private:
  bool fail(const char* step) {
    failed_step_ = step;
    return false;
  }

  // A keeper ends when its job does, and by nothing less than SIGKILL.
  static void block_signals() {
    const unsigned long all = ~0UL;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, nullptr, kSignalSetBytes);
  }

  bool prepare() {
    if (!plan_.read()) return fail(plan_.failed_step);
    const PlanHeader& header = plan_.header;
    syscall(SYS_prctl, PR_SET_NAME, "reeve-keeper", 0, 0, 0);
    if (syscall(SYS_prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) return fail("subreaper");
    if (!children_.open()) return fail("children");
    const unsigned long child_signal = 1UL << (SIGCHLD - 1);
    signals_ = static_cast<int>(syscall(SYS_signalfd4, -1, &child_signal, kSignalSetBytes, O_CLOEXEC | O_NONBLOCK));
    if (signals_ < 0) return fail("signalfd");
    if (!channels_.listen(header.token)) return fail("socket");
    if ((header.flags & kProbe) != 0) {
      channels_.tell(Message{.word = Word::running});
      leave(0);
    }
    files_ = StateFiles(header.state_folder);
    if (!files_.open()) return fail(files_.failed_step());
    if (const char* step = logs_.open(plan_)) return fail(step);
    return join_cgroup();
  }

  bool join_cgroup() {
    if (plan_.cgroup == nullptr) return true;
    const int folder = plan_.header.cgroup_folder;
    const long procs = syscall(SYS_openat, folder, "cgroup.procs", O_WRONLY | O_CLOEXEC);
    if (procs < 0) return fail("cgroup.procs");
    cgroup_kill_ = static_cast<int>(syscall(SYS_openat, folder, "cgroup.kill", O_WRONLY | O_CLOEXEC));
    if (cgroup_kill_ < 0) return fail("cgroup.kill");
    plan_.orders.folder_procs = static_cast<int>(procs);
    for (const char* at = plan_.cgroup; *at != '\0'; ++at) {
      if (at - plan_.cgroup >= static_cast<long>(sizeof cgroup_) - 1) return fail("cgroup.procs");
      cgroup_[at - plan_.cgroup] = *at;
    }
    return true;
  }

  // Tells why nothing runs, and stays until the launcher has heard it: a child that failed keeps its pid as long.
  [[noreturn]] void refuse() {
    Message message{.word = Word::refused, .number = errno};
    const char* step = failed_step_ != nullptr ? failed_step_ : "keeper";
    for (std::uint32_t index = 0; index + 1 < kStepLength && step[index] != '\0'; ++index) {
      message.step[index] = step[index];
    }
    files_.forget();
    channels_.tell(message);
    char rest[sizeof(Message)];
    long heard = 1;
    while (heard > 0) heard = syscall(SYS_recvfrom, kChannel, rest, sizeof rest, 0, nullptr, nullptr);
    // Else the launcher inherits it where it is the first process of its PID namespace.
    if (launch_.pid() > 0) syscall(SYS_wait4, launch_.pid(), nullptr, __WALL, nullptr);
    leave(1);
  }

  // At once: the launcher's event loop stands still up to here.
  void tell_running() {
    const Message running{.word = Word::running, .pid = launch_.pid()};
    channels_.remember(running);
    channels_.tell(running);
  }

  // Lets go of what was needed for the start: the job's pipes above all, whose ends somebody waits for.
  void settle() {
    if (plan_.orders.folder_procs >= 0) syscall(SYS_close, plan_.orders.folder_procs);
    if (plan_.header.cgroup_folder >= 0) syscall(SYS_close, plan_.header.cgroup_folder);
    for (int stream = 0; stream < 3; ++stream) syscall(SYS_close, stream);
    plan_.release();
    launch_.release();
    files_.release_job();
    syscall(SYS_chdir, "/");
  }

  // False once there is no child at all any more: by the kernel's word nothing of the job is left.
  bool reap() {
    for (int reaped = 0; reaped < kMostReapedAtOnce; ++reaped) {
      int status = 0;
      rusage used{};
      const long pid = syscall(SYS_wait4, -1, &status, WNOHANG | __WALL, &used);
      if (pid == 0) return true;
      if (pid < 0 && errno == EINTR) continue;
      if (pid < 0) return false;
      reaped_ = true;
      if (ending_) ++ended_;
      if (pid == launch_.pid() && !exited_) note_exit(status, used);
    }
    more_to_reap_ = true;
    return true;
  }

  void note_exit(int status, const rusage& used) {
    exited_ = true;
    // Whoever hears of its end finds its last words.
    logs_.carry_all();
    files_.write_exit(launch_.pid(), launch_.identity(), status, used);
    const Message exited{.word = Word::exited, .pid = launch_.pid(), .number = status};
    channels_.remember(exited);
    channels_.tell(exited);
  }

  void wait() {
    pollfd entries[2 + Logs::kMost + Channels::kMost + 1];
    entries[0] = pollfd{.fd = signals_, .events = POLLIN, .revents = 0};
    // A negative descriptor is none.
    const int parent = ends_with_parent() && !ending_ ? plan_.header.parent : -1;
    entries[1] = pollfd{.fd = parent, .events = POLLIN, .revents = 0};
    pollfd* const logs = entries + 2;
    logs_.add_to(logs);
    pollfd* const channels = logs + Logs::kMost;
    const int count = channels_.add_to(channels);
    pause_ = reaped_ ? kShortestPause : (pause_ * 2 > kLongestPause ? kLongestPause : pause_ * 2);
    reaped_ = false;
    const timespec limit{.tv_sec = 0, .tv_nsec = more_to_reap_ ? 0 : ending_ ? pause_ : Logs::kPause};
    const bool limited = ending_ || more_to_reap_ || logs_.waiting();
    more_to_reap_ = false;
    const long all = channels + count - entries;
    const long ready = syscall(SYS_ppoll, entries, all, limited ? &limit : nullptr, nullptr, kSignalSetBytes);
    logs_.serve(logs);
    if (ready <= 0) return;
    if (entries[0].revents != 0) drain_signals();
    const bool asked = channels_.serve(channels, count);
    // Where there are no pidfds, the launcher's end of the channel closes with it.
    const bool left = plan_.header.parent >= 0 ? entries[1].revents != 0 : channels_.launcher_is_gone();
    if (asked || (ends_with_parent() && left)) begin_end();
  }

  [[nodiscard]] bool ends_with_parent() const { return (plan_.header.flags & kEndWithParent) != 0; }

  void begin_end() {
    if (ending_) return;
    ending_ = true;
    pause_ = kShortestPause;
    if (cgroup_kill_ >= 0) syscall(SYS_write, cgroup_kill_, "1", 1UL);
  }

  void drain_signals() const {
    char entries[8 * 128];
    while (syscall(SYS_read, signals_, entries, sizeof entries) > 0) {
    }
  }

  [[noreturn]] void finish() {
    logs_.finish();
    if (cgroup_[0] != '\0') remove_cgroup(cgroup_);
    channels_.tell(Message{.word = Word::empty, .pid = launch_.pid(), .number = ended_});
    leave(0);
  }

  Plan plan_;
  StateFiles files_{-1};
  Launch launch_{plan_, files_};
  Children children_;
  Channels channels_;
  Logs logs_;
  const char* failed_step_ = nullptr;
  int signals_ = -1;
  int cgroup_kill_ = -1;
  bool exited_ = false;
  bool ending_ = false;
  bool reaped_ = false;
  bool more_to_reap_ = false;
  long pause_ = kShortestPause;
  std::int32_t ended_ = 0;
  char cgroup_[1024] = {};
};

}  // namespace
}  // namespace reeve::keeper

// The first function of the program; machine_<processor>.S calls it.
extern "C" [[noreturn]] void reeve_keep() {
  reeve::keeper::Keeper keeper;
  keeper.run();
}
