#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/identity/pin.h"

namespace reeve::windows {

struct StartedKeeper {
  Pin keeper;
  UniqueHandle channel{};
};

// Starts `reeve-keeper.exe`, which stands beside the addon or program that this code is part of: outside of our console,
// without environment, in no folder of ours, and with no handle but its end of the channel. ENOENT: it is not there.
Result<StartedKeeper> start_keeper(const std::string& token);

// Gives the keeper a handle to the same, with the same rights: the number is one of its own table.
Result<std::uint64_t> give(const Pin& keeper, OsHandle handle);

}  // namespace reeve::windows
