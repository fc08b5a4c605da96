#include "platform/linux/kernel/keeper_channel.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

#include "core/platform.h"
#include "platform/linux/kernel/child.h"
#include "platform/linux/kernel/clone.h"
#include "platform/linux/kernel/procfs.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"
#include "platform/posix/timespec.h"

namespace reeve::linux_kernel {
namespace {

// Whether there is something to read, or a process' end, within this time.
bool is_readable_within(OsHandle handle, Millis patience) {
  const TimePoint until = Clock::now() + patience;
  pollfd entry{.fd = handle, .events = POLLIN, .revents = 0};
  return posix::retry([&] {
           const auto left = std::chrono::ceil<Micros>(until - Clock::now());
           const timespec limit = posix::to_timespec(std::max(Micros::zero(), left));
           return ppoll(&entry, 1, &limit, nullptr);
         }) == 1;
}

// The sender's pid as it is here, whatever PID namespace it counts in.
Pid sender_of(const msghdr& header) {
  const cmsghdr* control = CMSG_FIRSTHDR(&header);
  if (control == nullptr || control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_CREDENTIALS) return kNoPid;
  ucred credentials{};
  std::memcpy(&credentials, CMSG_DATA(control), sizeof credentials);
  return credentials.pid;
}

}  // namespace

Error keeper_error(int number, std::string detail) {
  Error error = posix::error_of(number, kKeeperOp);
  error.detail = std::move(detail);
  return error;
}

Result<std::array<UniqueHandle, 2>> open_channel() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return posix::last_error("socketpair");
  std::array<UniqueHandle, 2> owned{UniqueHandle(ends[0]), UniqueHandle(ends[1])};
  const int on = 1;
  if (setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0) return posix::last_error("setsockopt");
  return owned;
}

Result<keeper::Message> receive(OsHandle channel, Millis patience) {
  if (!is_readable_within(channel, patience)) {
    return keeper_error(ETIMEDOUT, "the keeper does not answer: it was stopped, or its disk hangs");
  }
  keeper::Message message;
  iovec place{.iov_base = &message, .iov_len = sizeof message};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> control{};
  msghdr header{};
  header.msg_iov = &place;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  const ssize_t size = posix::retry([&] { return recvmsg(channel, &header, MSG_CMSG_CLOEXEC); });
  if (size != static_cast<ssize_t>(sizeof message)) {
    return keeper_error(ECANCELED, "the keeper ended before the program started");
  }
  if (message.word == keeper::Word::prepared) message.pid = sender_of(header);
  return message;
}

Progress await_progress(const Pin& child) {
  constexpr Millis kPause{1};
  const TimePoint until = Clock::now() + kWordPatience;
  while (!is_readable_within(child.handle.get(), kPause) && Clock::now() < until) {
    const Result<linux_decode::StatLine> line = read_stat_line(child.pid);
    if (line.ok() && line.value().executed) return Progress::running;
  }
  return platform::has_ended(child) ? Progress::ended : Progress::stuck;
}

// Up to its program it is killed with its keeper, and a program that can't be executed ends it with a code of its own.
bool ended_in_its_program(const Pin& child) {
  constexpr int kTries = 100;  // milliseconds: the kernel tells once whoever inherited it has reaped it
  for (int tries = 0; tries < kTries; ++tries) {
    std::optional<ExitStatus> exit = platform::read_exit(child);
    if (!exit) exit = platform::read_zombie_exit(child);
    if (exit->source != ExitSource::unknown) return exit->signal != SIGKILL && exit->code != kExitExecFailed;
    std::this_thread::sleep_for(Millis(1));
  }
  return true;
}

void reap_keeper(const Pin& keeper) {
  if (!is_readable_within(keeper.handle.get(), kEndPatience)) {
    const Status killed = platform::send_signal(keeper, SIGKILL);
    static_cast<void>(killed);  // an unreaped child of ours can always be killed
  }
  await_end(keeper);
}

}  // namespace reeve::linux_kernel
