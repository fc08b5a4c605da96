#include "core/runtime.h"

#include <condition_variable>

#include "core/platform.h"
#include "core/tree/terminate_tree.h"

namespace reeve {
namespace {

// A place where another thread leaves one thing and this one waits for it.
template <class T>
class Handover {
 public:
  void put(T thing) {
    const std::lock_guard lock(mutex_);
    thing_ = std::move(thing);
    arrived_.notify_one();
  }

  T take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return thing_.has_value(); });
    return std::move(*thing_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<T> thing_;
};

}  // namespace

Result<std::unique_ptr<Runtime>> Runtime::create() {
  Result<std::unique_ptr<Reactor>> watching = Reactor::create();
  if (!watching.ok()) return watching.error();
  Result<std::unique_ptr<Reactor>> ending = Reactor::create();
  if (!ending.ok()) return ending.error();
  Result<std::unique_ptr<Reactor>> looking = Reactor::create();
  if (!looking.ok()) return looking.error();
  return std::unique_ptr<Runtime>(
      new Runtime(std::move(watching.value()), std::move(ending.value()), std::move(looking.value())));
}

Runtime::Runtime(std::shared_ptr<Reactor> watching, std::shared_ptr<Reactor> ending, std::shared_ptr<Reactor> looking)
    : watching_(std::move(watching)), ending_(std::move(ending)), looking_(std::move(looking)), tidier_(*watching_) {
  watcher_ =
      std::make_unique<ExitWatcher>(*watching_, spare_, [this](JobFolder folder) { tidier_.tidy(std::move(folder)); });
  channels_ = std::make_unique<KeeperChannels>(*watching_, *watcher_);
}

// The threads end before what they call.
Runtime::~Runtime() {
  looking_->stop();
  ending_->stop();
  watching_->stop();
}

const Machine& Runtime::machine() {
  std::call_once(probed_, [this] { machine_ = platform::probe_machine(); });
  return *machine_;
}

Capabilities Runtime::capabilities() {
  Capabilities capabilities{.header = {}, .machine = machine(), .cgroup_controllers = {}, .warnings = {}};
  const FolderSupport& folders = capabilities.machine.folders;
  // Asked anew: others may change what they hand down, and so may this program.
  if (folders.kind == ContainmentKind::cgroup && folders.entry != FolderSupport::Entry::none) {
    capabilities.cgroup_controllers = platform::folder_controllers(folders.base.substr(0, folders.base.size() - 1));
  }
  return capabilities;
}

Result<SpawnedJob> Runtime::spawn(const SpawnConfig& config) {
  const Status started = watching_->start();
  if (!started.ok()) return started.error();
  return spawn_in_group({.machine = machine(), .watcher = *watcher_, .channels = *channels_}, config);
}

Result<WaitAnswer> Runtime::wait(const ProcessRef& ref, std::optional<Millis> timeout, WaitCallback callback) {
  const Status started = watching_->start();
  if (!started.ok()) return started.error();
  return wait_pid(waiting(), ref, timeout, std::move(callback));
}

Result<WaitPidResult> Runtime::wait_here(const ProcessRef& ref, std::optional<Millis> timeout) {
  if (ref.pid == platform::own_pid() && !timeout) {
    return invalid_argument("waiting for this process itself would never end: give a time-out");
  }
  const auto handover = std::make_shared<Handover<WaitPidResult>>();
  const Result<WaitAnswer> answer =
      wait(ref, timeout, [handover](const WaitPidResult& result) { handover->put(result); });
  if (!answer.ok()) return answer.error();
  if (const auto* known = std::get_if<WaitPidResult>(&answer.value())) return *known;
  return handover->take();
}

void Runtime::tidy_after(const ProcessRef& ref) {
  if (!ref.containment || ref.containment->folder.empty()) return;
  watching_->post([this, folder = ref.containment->folder] { tidier_.look_again(folder); });
}

Status Runtime::terminate(const ProcessRef& ref, const TerminateOptions& options, Termination::Callback callback) {
  Result<TerminationTarget> target = spare_.run([&] { return aim(ref, options); });
  if (!target.ok()) return target.error();
  Status started = watching_->start();
  if (!started.ok()) return started;
  // Ending a tree must be possible when no thread is to be had any more: then the watching one does it.
  const std::shared_ptr<Reactor>& reactor = ending_->start().ok() ? ending_ : watching_;
  const auto finish = [this, ref, callback = std::move(callback)](Result<TerminateTreeResult> result) {
    tidy_after(ref);
    callback(std::move(result));
  };
  const auto termination =
      std::make_shared<Termination>(reactor, waiting(), std::move(target.value()), options, finish);
  reactor->post([termination] { termination->start(); });
  return Done{};
}

Result<TerminateTreeResult> Runtime::terminate_here(const ProcessRef& ref, const TerminateOptions& options) {
  Result<TerminationTarget> target = spare_.run([&] { return aim(ref, options); });
  if (!target.ok()) return target.error();
  Result<std::unique_ptr<Reactor>> created = spare_.run([] { return Reactor::create(); });
  if (!created.ok()) return created.error();
  const std::shared_ptr<Reactor> reactor = std::move(created.value());
  const Status started = watching_->start();
  static_cast<void>(started);  // without it the exit code is missing from the result, and nothing else
  std::optional<Result<TerminateTreeResult>> result;
  const auto termination =
      std::make_shared<Termination>(reactor, waiting(), std::move(target.value()), options,
                                    [&](Result<TerminateTreeResult> done) { result = std::move(done); });
  reactor->post([termination] { termination->start(); });
  reactor->run_until([&] { return result.has_value(); });
  tidy_after(ref);
  return std::move(*result);
}

}  // namespace reeve
