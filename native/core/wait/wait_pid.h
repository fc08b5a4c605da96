#pragma once

#include <functional>
#include <optional>
#include <variant>

#include "core/identity/process_ref.h"
#include "core/keeper/keeper_channels.h"
#include "core/records/wait_pid_result.h"
#include "core/wait/exit_watcher.h"

namespace reeve {

using WaitAnswer = std::variant<ExitWatcher::Ticket, WaitPidResult>;
using WaitCallback = std::function<void(const WaitPidResult&)>;

struct WaitServices {
  ExitWatcher& watcher;
  SpareHandles& spare;
  KeeperChannels& channels;
};

// Waits for the end of a pinned process, by whoever tells of it: of a job that has a keeper by the ref, the keeper does.
ExitWatcher::Answer watch_exit(const WaitServices& services, Pin pin, const Identity& identity, const ProcessRef& ref,
                               std::optional<TimePoint> deadline, ExitWatcher::Callback callback);

// Waits for the process that the ref names. Answers at once when its end is known already; otherwise the callback is
// called once, on the watcher's thread. ESRCH only for a bare pid that nobody has and no child of ours had lately: of a
// record we know that its process has ended, whoever has the pid now.
Result<WaitAnswer> wait_pid(const WaitServices& services, const ProcessRef& ref, std::optional<Millis> timeout,
                            WaitCallback callback);

}  // namespace reeve
