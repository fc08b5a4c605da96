#pragma once

#include <array>
#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/identity/pin.h"
#include "core/keeper/protocol.h"

namespace reeve::linux_kernel {

// How long a keeper may take for its next word: it takes microseconds, unless somebody stopped it or a disk hangs, and
// somebody's event loop stands still meanwhile.
inline constexpr Millis kWordPatience{10000};
// The same for its end once its channel was closed.
inline constexpr Millis kEndPatience{1000};

// What is a keeper's own fault.
Error keeper_error(int number, std::string detail);

// Two ends of one channel: ours, the keeper's.
Result<std::array<UniqueHandle, 2>> open_channel();

// The keeper's next word; a `prepared` names its sender by the pid that the kernel knows it by here. ECANCELED: it has
// ended. ETIMEDOUT: it said nothing within its patience.
Result<keeper::Message> receive(OsHandle channel, Millis patience = kWordPatience);

// Waits until a first process that was let go runs its program, or has ended: its keeper was killed or stopped before it
// said so.
enum class Progress { running, ended, stuck };
Progress await_progress(const Pin& child);
// Whether one that has ended got to its program; true also where its end does not tell.
bool ended_in_its_program(const Pin& child);

// Reaps a keeper that was hung up on, which ends it; one that doesn't notice is killed.
void reap_keeper(const Pin& keeper);

}  // namespace reeve::linux_kernel
