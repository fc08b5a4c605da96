#pragma once

#include <array>

#include "core/keeper/keeper_channels.h"
#include "core/machine.h"
#include "core/records/spawn_in_group_result.h"
#include "core/spawn/spawn_config.h"
#include "core/wait/exit_watcher.h"

namespace reeve {

struct SpawnedJob {
  SpawnInGroupResult result;
  // Our ends of the pipes by their numbers (platform::to_descriptor), which the caller owns; -1 where there is none.
  std::array<int, kStreamCount> ends{-1, -1, -1};
};

struct SpawnServices {
  const Machine& machine;
  ExitWatcher& watcher;
  KeeperChannels& channels;
};

// Starts a job: one program in a process group, or a session, of its own, inside the strongest containment asked for
// that this machine has. Holds the calling thread until the program runs, which does not take longer with more memory.
// A program that can't be executed is an error, and leaves nothing behind.
Result<SpawnedJob> spawn_in_group(const SpawnServices& services, const SpawnConfig& config);

}  // namespace reeve
