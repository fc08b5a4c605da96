#pragma once

#include <memory>
#include <string>

#include "core/spawn/spawn_in_group.h"
#include "test/core/scene.h"

namespace reeve::test {

inline Machine with_keepers() { return {.kernel = "Fake 1", .groups = true, .keepers = {.available = true}}; }

inline SpawnConfig kept_config() {
  return {.argv = {"program"}, .base_env = std::vector<std::string>{}, .containment = ContainmentKind::keeper};
}

inline Result<SpawnedJob> spawn_kept(Watching& watching, const SpawnConfig& config,
                                     const Machine& machine = with_keepers()) {
  return spawn_in_group({.machine = machine, .watcher = watching.watcher(), .channels = watching.channels()}, config);
}

// A job with a keeper that runs, and how to name it from anywhere.
struct Kept {
  SpawnInGroupResult record;
  ProcessRef ref;
  std::shared_ptr<fake::Keeping> keeping;

  static Kept start(Watching& watching, SpawnConfig config = kept_config()) {
    const Result<SpawnedJob> job = spawn_kept(watching, config);
    CHECK(job.ok());
    if (!job.ok()) return {};
    return of(job.value().result);
  }
  static Kept of(const SpawnInGroupResult& record) {
    return {.record = record,
            .ref = {.pid = record.pid, .identity = parse_identity(record.identity), .containment = record.containment},
            .keeping = world().keepings.back()};
  }
  [[nodiscard]] ProcessPtr first() const { return keeping->job; }
  [[nodiscard]] ProcessPtr keeper() const { return keeping->keeper; }
};

// Kills a process as the kernel would on somebody's SIGKILL.
inline void kill_now(const ProcessPtr& process) { world().end(process, {.signal = kKill}); }

// Whether nothing of the job is left and its keeper was reaped.
inline bool is_over(const Kept& kept) {
  return eventually([&] {
    const std::lock_guard lock(world().mutex);
    return kept.keeper()->reaped && kept.first()->ended;
  });
}

}  // namespace reeve::test
