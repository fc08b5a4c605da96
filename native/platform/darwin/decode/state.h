#pragma once

#include <cstdint>
#include <optional>

#include "core/identity/process_facts.h"

namespace reeve::darwin_decode {

// p_stat of XNU's bsd/sys/proc.h.
inline constexpr int kStopped = 4;
inline constexpr int kZombie = 5;

// A living process is SRUN to the kernel whether or not it does anything: what its threads do tells, for those who may
// ask (PROC_PIDTASKINFO). Without that the state is unknown.
ProcessState state_of(int status, std::optional<std::int32_t> running_threads);

}  // namespace reeve::darwin_decode
