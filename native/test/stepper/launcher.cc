#include "test/stepper/launcher.h"

#include <unistd.h>

#include <memory>
#include <optional>
#include <utility>

#include "core/platform.h"
#include "core/records/error_record.h"
#include "core/records/json_writer.h"
#include "core/spawn/spawn_in_group.h"
#include "core/tree/terminate_tree.h"

namespace reeve::stepper {
namespace {

void say(int answers, const std::string& line) {
  const std::string whole = line + "\n";
  static_cast<void>(!write(answers, whole.data(), whole.size()));
}

std::string text_of(const Error& error) { return JsonWriter::text_of(ErrorRecord{error}); }

struct Services {
  std::shared_ptr<Reactor> reactor;
  SpareHandles spare{};
  ExitWatcher watcher{*reactor, spare, [](const JobFolder&) {}};
  KeeperChannels channels{*reactor, watcher};
};

void end(Services& services, const SpawnInGroupResult& job, int answers) {
  const int kill = platform::default_kill_signal();
  const TerminateOptions options{.signal = kill, .kill_signal = kill, .kill_wait = Millis(30000)};
  const ProcessRef ref{.pid = job.pid, .identity = parse_identity(job.identity), .containment = job.containment};
  Result<TerminationTarget> target = aim(ref, options);
  if (!target.ok()) return say(answers, text_of(target.error()));
  const WaitServices waiting{.watcher = services.watcher, .spare = services.spare, .channels = services.channels};
  std::optional<std::string> done;
  const auto termination = std::make_shared<Termination>(
      services.reactor, waiting, std::move(target.value()), options, [&](const Result<TerminateTreeResult>& ended) {
        done = ended.ok() ? JsonWriter::text_of(ended.value()) : text_of(ended.error());
      });
  services.reactor->post([termination] { termination->start(); });
  services.reactor->run_until([&] { return done.has_value(); });
  say(answers, *done);
}

}  // namespace

void launch(const Machine& machine, const Start& start, int answers) {
  Result<std::unique_ptr<Reactor>> reactor = Reactor::create();
  if (!reactor.ok()) _exit(2);
  Services services{.reactor = std::move(reactor.value())};
  SpawnConfig config;
  config.argv = {start.program, start.argument};
  config.containment = ContainmentKind::keeper;
  if (!start.state_dir.empty()) config.state_dir = start.state_dir;
  config.kill_on_parent_exit = start.after == After::kill;
  static_cast<void>(getpgid(kMark));
  const Result<SpawnedJob> job =
      spawn_in_group({.machine = machine, .watcher = services.watcher, .channels = services.channels}, config);
  say(answers, job.ok() ? JsonWriter::text_of(job.value().result) : text_of(job.error()));
  if (job.ok() && start.after != After::leave) static_cast<void>(getpgid(kMark));
  if (job.ok() && start.after == After::ask) end(services, job.value().result, answers);
  _exit(0);
}

}  // namespace reeve::stepper
