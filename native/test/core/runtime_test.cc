#include "core/runtime.h"

#include <atomic>

#include "test/core/scene.h"

namespace reeve::test {
namespace {

TEST(runtime_may_end_while_waits_and_terminations_go_on) {
  const Scene scene;
  world().machine = {.groups = true};
  auto runtime = std::move(Runtime::create().value());
  const auto job = runtime->spawn({.argv = {"program"}, .base_env = std::vector<std::string>{}});
  REQUIRE(job.ok());
  const ProcessPtr stubborn = world().at(job.value().result.pid);
  world().change([&](fake::World&) { stubborn->ignores = {kTerm}; });
  std::atomic<int> calls = 0;
  const ProcessRef ref = ref_to(stubborn);
  REQUIRE(runtime->wait(ref, std::nullopt, [&](const WaitPidResult&) { ++calls; }).ok());
  const TerminateOptions patient{.signal = kTerm, .grace = Millis(100000), .kill_signal = kKill};
  REQUIRE(runtime->terminate(ref, patient, [&](const Result<TerminateTreeResult>&) { ++calls; }).ok());
  CHECK(eventually([&] { return !world().received(stubborn).empty(); }));
  runtime.reset();
  world().exit(stubborn->pid, 0);
  CHECK_EQ(calls.load(), 0);
}

}  // namespace
}  // namespace reeve::test
