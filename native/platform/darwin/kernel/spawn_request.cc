#include "platform/darwin/kernel/spawn_request.h"

#include <fcntl.h>
#include <signal.h>

#include "platform/posix/errors.h"

namespace reeve::darwin_kernel {
namespace {

constexpr int kFirstStray = 3;

// These functions return their error instead of leaving it in errno.
Status checked(int number, std::string_view op) {
  if (number != 0) return posix::error_of(number, op);
  return Done{};
}

}  // namespace

Result<UniqueHandle> lift(int descriptor) {
  UniqueHandle copy(fcntl(descriptor, F_DUPFD_CLOEXEC, kFirstStray));
  if (!copy.valid()) return posix::last_error("fcntl");
  return copy;
}

SpawnRequest::SpawnRequest() {
  posix_spawnattr_init(&attributes_);
  posix_spawn_file_actions_init(&actions_);
}

SpawnRequest::~SpawnRequest() {
  posix_spawn_file_actions_destroy(&actions_);
  posix_spawnattr_destroy(&attributes_);
}

Status SpawnRequest::set_streams(const std::array<int, kStreamCount>& sources) {
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    const int target = static_cast<int>(stream);
    int source = sources[stream];
    if (source == target) {
      const Status inherited = checked(posix_spawn_file_actions_addinherit_np(&actions_, target), "posix_spawn");
      if (!inherited.ok()) return inherited;
      continue;
    }
    // An earlier stream would overwrite the source of a later one.
    if (source < kFirstStray) {
      Result<UniqueHandle> copy = lift(source);
      if (!copy.ok()) return copy.error();
      source = copy.value().get();
      lifted_.push_back(std::move(copy.value()));
    }
    const Status placed = checked(posix_spawn_file_actions_adddup2(&actions_, source, target), "posix_spawn");
    if (!placed.ok()) return placed;
  }
  return Done{};
}

Status SpawnRequest::prepare_child(bool new_session, const char* cwd) {
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes_, &all);
  posix_spawnattr_setsigmask(&attributes_, &none);
  posix_spawnattr_setpgroup(&attributes_, 0);
  const int place = new_session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
  const int flags = POSIX_SPAWN_CLOEXEC_DEFAULT | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | place;
  Status set = checked(posix_spawnattr_setflags(&attributes_, static_cast<short>(flags)), "posix_spawn");
  if (!set.ok() || cwd == nullptr) return set;
  return checked(posix_spawn_file_actions_addchdir_np(&actions_, cwd), "posix_spawn");
}

Status SpawnRequest::prepare_exec() {
  constexpr int kFlags = POSIX_SPAWN_SETEXEC | POSIX_SPAWN_CLOEXEC_DEFAULT;
  return checked(posix_spawnattr_setflags(&attributes_, static_cast<short>(kFlags)), "posix_spawn");
}

int SpawnRequest::start(pid_t* child, const char* file, char* const* arguments, char* const* environment) const {
  return posix_spawn(child, file, &actions_, &attributes_, arguments, environment);
}

}  // namespace reeve::darwin_kernel
