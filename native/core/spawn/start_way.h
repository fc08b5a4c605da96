#pragma once

#include "core/machine.h"
#include "core/spawn/spawn_config.h"

namespace reeve {

// What holds a job that is about to be started.
struct StartWay {
  bool folder = false;
  bool keeper = false;
};

// What the config asks for, as far as this machine has it; ERR_UNSUPPORTED, with the reason, where it hasn't.
Result<StartWay> choose_way(const Machine& machine, const SpawnConfig& config);

// Whether this folder's support ends a job with its owner by itself: then on_parent_exit needs no keeper.
bool ends_without_keeper(const Machine& machine, const StartWay& way);

// What to try next where this way failed by itself and nobody asked for it; nullopt: nothing.
std::optional<StartWay> weaker_way(const Machine& machine, const SpawnConfig& config, const StartWay& way);

}  // namespace reeve
