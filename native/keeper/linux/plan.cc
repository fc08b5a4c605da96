#include "keeper/linux/plan.h"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace reeve::keeper {
namespace {

constexpr unsigned long kMostBytes = 1UL << 27;  // far above what exec takes

void* map(unsigned long bytes, int flags, int file) {
  const long at = syscall(SYS_mmap, nullptr, bytes, static_cast<long>(PROT_READ | PROT_WRITE), static_cast<long>(flags),
                          static_cast<long>(file), 0L);
  return at == -1 ? nullptr : reinterpret_cast<void*>(at);
}

// Hands out the texts one after the other; nullptr once they have run out.
struct Texts {
  char* next;
  char* end;

  char* take() {
    char* text = next;
    while (next < end && *next != '\0') ++next;
    if (next >= end) return nullptr;
    ++next;
    return text;
  }
};

}  // namespace

bool Plan::read() {
  failed_step = "plan";
  PlanHeader found;
  const long size = syscall(SYS_pread64, static_cast<long>(kPlan), &found, sizeof found, 0L);
  if (size < 0) return false;
  errno = EPROTO;
  if (size < static_cast<long>(sizeof found) || found.version != kVersion) {
    failed_step = "version";
    return false;
  }
  const std::uint64_t counted =
      std::uint64_t{found.candidate_count} + found.argument_count + found.variable_count + found.group_count;
  if (found.size < sizeof found || found.size > kMostBytes || counted > found.size) return false;
  header = found;
  text_ = static_cast<char*>(map(header.size, MAP_PRIVATE, kPlan));
  if (text_ == nullptr) return false;
  pointer_bytes_ = (counted + 3) * sizeof(char*);
  pointers_ = static_cast<char**>(map(pointer_bytes_, MAP_PRIVATE | MAP_ANONYMOUS, -1));
  if (pointers_ == nullptr) return false;
  errno = EPROTO;
  return divide();
}

bool Plan::divide() {
  char* at = text_ + sizeof header;
  char* end = text_ + header.size;
  orders.groups = reinterpret_cast<const gid_t*>(at);
  orders.group_count = header.group_count;
  at += header.group_count * sizeof(gid_t);
  if (at > end) return false;
  Texts texts{at, end};
  char** place = pointers_;
  // Each list ends in a nullptr, which the fresh memory is full of.
  const auto list = [&](std::uint32_t count) {
    char** first = place;
    for (std::uint32_t index = 0; index < count; ++index) {
      if ((*place++ = texts.take()) == nullptr) return static_cast<char**>(nullptr);
    }
    ++place;
    return first;
  };
  orders.candidates = list(header.candidate_count);
  orders.arguments = list(header.argument_count);
  orders.environment = list(header.variable_count);
  const bool has_cwd = (header.flags & kHasCwd) != 0;
  orders.cwd = has_cwd ? texts.take() : nullptr;
  cgroup = texts.take();
  if (cgroup == nullptr || orders.candidates == nullptr || orders.arguments == nullptr ||
      orders.environment == nullptr || (has_cwd && orders.cwd == nullptr)) {
    return false;
  }
  if (*cgroup == '\0') cgroup = nullptr;
  for (const char*& name : log_names) {
    if ((name = texts.take()) == nullptr) return false;
  }
  for (int stream = 0; stream < 3; ++stream) orders.streams[stream] = stream;
  orders.new_session = (header.flags & kNewSession) != 0;
  orders.set_groups = (header.flags & kSetGroups) != 0;
  orders.set_gid = (header.flags & kSetGid) != 0;
  orders.gid = header.gid;
  orders.set_uid = (header.flags & kSetUid) != 0;
  orders.uid = header.uid;
  orders.set_umask = (header.flags & kSetUmask) != 0;
  orders.umask = header.umask;
  orders.set_nice = (header.flags & kSetNice) != 0;
  orders.nice = header.nice;
  return true;
}

void Plan::release() {
  syscall(SYS_munmap, text_, static_cast<unsigned long>(header.size));
  syscall(SYS_munmap, pointers_, pointer_bytes_);
  syscall(SYS_close, static_cast<long>(kPlan));
  orders = linux_kernel::ChildOrders{};
}

}  // namespace reeve::keeper
