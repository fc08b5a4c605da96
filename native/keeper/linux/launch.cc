#include "keeper/linux/launch.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

extern "C" long reeve_start_child(unsigned long flags, void* stack_end, int (*child)(void*), void* argument);

namespace reeve::keeper {
namespace {

constexpr unsigned long kStackBytes = 32768;
constexpr unsigned long kBufferBytes = sizeof(GoHeader) + kMostIdentity + kMostRecord;
constexpr unsigned long kMemory = kStackBytes + kBufferBytes;

}  // namespace

bool Launch::run() {
  const long memory = syscall(SYS_mmap, nullptr, kMemory, static_cast<long>(PROT_READ | PROT_WRITE),
                              static_cast<long>(MAP_PRIVATE | MAP_ANONYMOUS), -1L, 0L);
  if (memory == -1) {
    failed_step_ = "mmap";
    return false;
  }
  memory_ = reinterpret_cast<char*>(memory);
  buffer_ = memory_ + kStackBytes;
  keeper_ = syscall(SYS_getpid);
  const linux_kernel::ChildHooks hooks{
      .context = this, .prepared = on_prepared, .executing = on_executing, .failed = on_failed};
  linux_kernel::ChildOrders& orders = plan_.orders;
  orders.hooks = &hooks;
  // Whoever started the keeper had them reset for it.
  orders.keeps_signals = true;
  const long pid = reeve_start_child(CLONE_VM | CLONE_VFORK | SIGCHLD, buffer_, linux_kernel::run_child, &orders);
  orders.hooks = nullptr;
  const int error = pid < 0 ? static_cast<int>(-pid) : orders.error;
  const bool runs = pid > 0 && error == 0 && orders.stage == linux_kernel::ChildStage::executing;
  pid_ = static_cast<int>(pid);
  if (!runs && failed_step_ == nullptr) failed_step_ = pid < 0 || error == 0 ? "clone" : orders.step;
  // Killed by somebody on its way.
  errno = error == 0 ? ECANCELED : error;
  return runs;
}

void Launch::release() { syscall(SYS_munmap, memory_, kMemory); }

// -- in the child, in the keeper's memory, while the keeper stands still --

bool Launch::on_prepared(void* launch) { return static_cast<Launch*>(launch)->introduce(); }

bool Launch::introduce() {
  // A keeper that is killed meanwhile takes us with it: up to exec there is no job.
  syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (!still_kept()) return false;
  const Message prepared{.word = Word::prepared, .pid = static_cast<std::int32_t>(syscall(SYS_getpid))};
  if (syscall(SYS_sendto, kChannel, &prepared, sizeof prepared, MSG_NOSIGNAL, nullptr, 0) < 0) return false;
  long size = 0;
  do {
    size = syscall(SYS_recvfrom, kChannel, buffer_, kBufferBytes, 0, nullptr, nullptr);
  } while (size < 0 && errno == EINTR);
  // The launcher is gone, or doesn't want the job any more.
  if (size <= 0 || !take_go(buffer_, size)) {
    errno = ECANCELED;
    return false;
  }
  return true;
}

bool Launch::take_go(const char* buffer, long size) {
  GoHeader header;
  if (size < static_cast<long>(sizeof header)) return false;
  __builtin_memcpy(&header, buffer, sizeof header);
  const bool sane = header.identity_length <= kMostIdentity && header.record_length <= kMostRecord;
  const long whole = static_cast<long>(sizeof header) + header.identity_length + header.record_length;
  if (header.word != Word::go || !sane || whole != size) return false;
  const char* identity = buffer + sizeof header;
  for (std::uint32_t index = 0; index < header.identity_length; ++index) identity_[index] = identity[index];
  if (files_.write_job(identity + header.identity_length, header.record_length)) {
    // Where it stays open up to exec; the channel, which had this place, is of no more use to us.
    if (files_.job_file() >= 0 && syscall(SYS_dup3, files_.job_file(), kChannel, O_CLOEXEC) == kChannel) {
      files_.set_mark_file(kChannel);
      plan_.orders.kept = 1;
    }
    return true;
  }
  failed_step_ = "state_dir";
  return false;
}

bool Launch::on_executing(void* launch) {
  auto* self = static_cast<Launch*>(launch);
  syscall(SYS_prctl, PR_SET_PDEATHSIG, 0, 0, 0, 0);
  if (!self->still_kept()) return false;
  self->files_.mark_running();
  return true;
}

void Launch::on_failed(void* launch) { static_cast<Launch*>(launch)->files_.mark_failed(); }

bool Launch::still_kept() {
  errno = ECANCELED;
  return syscall(SYS_getppid) == keeper_;
}

}  // namespace reeve::keeper
