#pragma once

#include <spawn.h>
#include <sys/types.h>

#include <array>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/spawn/spawn_plan.h"

namespace reeve::darwin_kernel {

// What posix_spawn is told besides the program: streams, directory, group, signals. Nothing but the three streams is
// inherited (POSIX_SPAWN_CLOEXEC_DEFAULT).
class SpawnRequest {
 public:
  SpawnRequest();
  ~SpawnRequest();
  SpawnRequest(const SpawnRequest&) = delete;
  SpawnRequest& operator=(const SpawnRequest&) = delete;

  Status set_streams(const std::array<int, kStreamCount>& sources);
  // For a child of its own: default dispositions, an empty mask, a group or session of its own, this directory.
  Status prepare_child(bool new_session, const char* cwd);
  // For a process that becomes the program itself and has done all the rest by hand (POSIX_SPAWN_SETEXEC).
  Status prepare_exec();

  // 0 or the error's number. A system call and nothing more, so it may stand between fork and exec.
  int start(pid_t* child, const char* file, char* const* arguments, char* const* environment) const;

 private:
  posix_spawnattr_t attributes_{};
  posix_spawn_file_actions_t actions_{};
  std::vector<UniqueHandle> lifted_;
};

// A copy of the descriptor that no stream's number can overwrite.
Result<UniqueHandle> lift(int descriptor);

}  // namespace reeve::darwin_kernel
