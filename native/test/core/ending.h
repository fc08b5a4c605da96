#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/tree/terminate_tree.h"
#include "core/tree/termination.h"
#include "test/core/scene.h"

namespace reeve::test {

using Signals = std::vector<int>;

inline const TerminateOptions kQuick{
    .signal = kTerm, .grace = Millis(15), .kill_signal = kKill, .kill_wait = Millis(15)};
inline const TerminateOptions kPatient{
    .signal = kTerm, .grace = Millis(60000), .kill_signal = kKill, .kill_wait = Millis(60000)};

// Ends trees as terminate_tree_sync does: on this thread, with the watcher on another.
class Ending {
 public:
  Result<TerminateTreeResult> run(const ProcessRef& ref, const TerminateOptions& options) {
    Result<TerminationTarget> target = aim(ref, options);
    if (!target.ok()) return target.error();
    std::shared_ptr<Reactor> reactor = std::move(Reactor::create().value());
    std::optional<Result<TerminateTreeResult>> result;
    int calls = 0;
    auto termination = std::make_shared<Termination>(reactor, watching_.services(), std::move(target.value()), options,
                                                     [&](Result<TerminateTreeResult> done) {
                                                       ++calls;
                                                       result = std::move(done);
                                                     });
    reactor->post([&] { termination->start(); });
    reactor->run_until([&] { return result.has_value(); });
    // Whatever it left behind on the reactor runs out, and then nothing holds it any more.
    bool over = false;
    reactor->at(Clock::now() + Millis(12), [&] { over = true; });
    reactor->run_until([&] { return over; });
    watching_.settle();
    reactor->post([] {});
    reactor->run_until([] { return true; });
    CHECK_EQ(termination.use_count(), 1);
    CHECK_EQ(calls, 1);
    return std::move(*result);
  }

  TerminateTreeResult must(const ProcessRef& ref, const TerminateOptions& options) {
    Result<TerminateTreeResult> result = run(ref, options);
    if (result.ok()) return std::move(result.value());
    fault(__FILE__, __LINE__, message_of(result.error()));
    return {};
  }

  Watching& watching() { return watching_; }

 private:
  Watching watching_;
};

// How many reactors wait for its end. That of an ending does once it has asked or killed all it knows; that of the watcher
// waits for each root.
inline std::size_t watches_of(const ProcessPtr& process) {
  const std::lock_guard lock(world().mutex);
  std::size_t count = 0;
  for (const auto& [number, set] : world().sets) {
    for (const auto& [handle, watched] : set.watched) count += world().handles.at(handle).process == process ? 1U : 0U;
  }
  return count;
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "; ";
  return text;
}

inline ProcessRef job_ref(const ProcessPtr& leader, Containment containment) {
  ProcessRef ref = ref_to(leader);
  containment.pgid = leader->pid;
  ref.containment = containment;
  return ref;
}

inline Containment folder_containment(const std::string& path) {
  return {.kind = ContainmentKind::cgroup, .cookie = kToken, .folder = path, .folder_id = world().folders.at(path).id};
}

}  // namespace reeve::test
