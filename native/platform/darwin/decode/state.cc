#include "platform/darwin/decode/state.h"

namespace reeve::darwin_decode {

ProcessState state_of(int status, std::optional<std::int32_t> running_threads) {
  if (status == kZombie) return ProcessState::zombie;
  if (status == kStopped) return ProcessState::stopped;
  if (!running_threads) return ProcessState::unknown;
  return *running_threads > 0 ? ProcessState::running : ProcessState::sleeping;
}

}  // namespace reeve::darwin_decode
