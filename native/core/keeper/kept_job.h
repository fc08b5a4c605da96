#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/unique_handle.h"
#include "core/identity/identity.h"
#include "core/identity/pin.h"
#include "core/spawn/spawn_plan.h"
#include "core/wait/exit_status.h"

namespace reeve {

// The `op` of errors that are a keeper's own fault and not the program's.
inline constexpr std::string_view kKeeperOp = "keeper";

// What a keeper is told when it is started.
struct KeeperOrders {
  std::string token{};
  std::string state_dir{};  // where it keeps the job's lock and exit; empty: nowhere
  std::string folder{};     // the job's folder, which its first process joins; empty: none
  bool ends_with_us = false;
};

// A job whose first process is there, has run nothing of the program's yet, and runs nothing until it is released. It
// ends, and its keeper with it, when the channel is closed before.
struct PreparedJob {
  SpawnedProcess process;
  Pin keeper;
  Identity keeper_identity{};
  UniqueHandle channel{};
  std::string state_dir{};
};

// What a keeper says.
struct KeeperNews {
  enum class Kind { running, exited, empty, closed };
  Kind kind = Kind::closed;
  ExitStatus exit{};        // exited
  std::uint64_t ended = 0;  // empty: how many it ended
};

}  // namespace reeve
