#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "core/base/spare_handles.h"
#include "core/inventory/inventory.h"
#include "core/keeper/keeper_channels.h"
#include "core/machine.h"
#include "core/records/capabilities.h"
#include "core/spawn/folder_tidier.h"
#include "core/spawn/spawn_in_group.h"
#include "core/tree/termination.h"
#include "core/wait/exit_watcher.h"
#include "core/wait/wait_pid.h"

namespace reeve {

// What the verbs need beyond one call: the thread that hears of ends, the one that ends trees, the one that looks around,
// and what is known of this machine. Threads start with their first use. One is enough for a program, and it may serve any
// of its threads.
class Runtime {
 public:
  static Result<std::unique_ptr<Runtime>> create();
  // Forgets its waits and its terminations: their callbacks are not called any more. Jobs live on.
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  Capabilities capabilities();
  // The questions about many processes.
  Inventory& inventory() { return inventory_; }
  Result<SpawnedJob> spawn(const SpawnConfig& config);
  Result<WaitAnswer> wait(const ProcessRef& ref, std::optional<Millis> timeout, WaitCallback callback);
  void cancel(const ExitWatcher::Ticket& ticket) { watcher_->cancel(ticket); }
  // Holds the calling thread.
  Result<WaitPidResult> wait_here(const ProcessRef& ref, std::optional<Millis> timeout);
  // Errors about the target come at once, before anything is signalled; the callback is called later, once.
  Status terminate(const ProcessRef& ref, const TerminateOptions& options, Termination::Callback callback);
  // Holds the calling thread.
  Result<TerminateTreeResult> terminate_here(const ProcessRef& ref, const TerminateOptions& options);

 private:
  Runtime(std::shared_ptr<Reactor> watching, std::shared_ptr<Reactor> ending, std::shared_ptr<Reactor> looking);

  const Machine& machine();
  WaitServices waiting() { return {.watcher = *watcher_, .spare = spare_, .channels = *channels_}; }
  void tidy_after(const ProcessRef& ref);

  SpareHandles spare_;
  std::shared_ptr<Reactor> watching_;
  std::shared_ptr<Reactor> ending_;
  std::shared_ptr<Reactor> looking_;
  FolderTidier tidier_;
  std::unique_ptr<ExitWatcher> watcher_;
  std::unique_ptr<KeeperChannels> channels_;
  std::once_flag probed_;
  std::optional<Machine> machine_;
  Inventory inventory_{looking_, spare_};
};

}  // namespace reeve
