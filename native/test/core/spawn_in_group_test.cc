#include "core/spawn/spawn_in_group.h"

#include <cerrno>

#include "core/runtime.h"
#include "core/spawn/folder_tidier.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Entry = FolderSupport::Entry;
using Wanted = std::optional<ContainmentKind>;

SpawnConfig config_of(Wanted containment = std::nullopt) {
  return {.argv = {"program", "argument"}, .base_env = std::vector<std::string>{"A=1"}, .containment = containment};
}

Machine with_folders() {
  return {.kernel = "Fake 1",
          .groups = true,
          .folders = {.kind = ContainmentKind::cgroup, .entry = Entry::born_inside, .base = "/jobs/"}};
}

Result<SpawnedJob> spawn_on(const Machine& machine, Watching& watching, const SpawnConfig& config) {
  return spawn_in_group({.machine = machine, .watcher = watching.watcher(), .channels = watching.channels()}, config);
}

TEST(spawn_in_a_plain_group) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = config_of();
  config.new_session = true;
  const auto job = spawn_on({.groups = true}, watching, config);
  REQUIRE(job.ok());
  const SpawnInGroupResult& result = job.value().result;
  CHECK_EQ(result.containment.kind, ContainmentKind::group);
  CHECK_EQ(result.pgid, result.pid);
  CHECK_EQ(result.containment.sid, result.pid);
  CHECK_EQ(result.containment.cookie.size(), 24U);
  CHECK_EQ(result.identity, to_text(world().identity_of(world().at(result.pid))));
  CHECK_EQ(world().at(result.pid)->tokens, result.containment.cookie);
  world().exit(result.pid, 4);
  CHECK(eventually([&] { return watching.watcher().recall_latest({.pid = result.pid}).has_value(); }));
}

TEST(spawn_in_a_folder) {
  const Scene scene;
  Watching watching;
  const auto job = spawn_on(with_folders(), watching, config_of());
  REQUIRE(job.ok());
  const Containment& containment = job.value().result.containment;
  CHECK_EQ(containment.kind, ContainmentKind::cgroup);
  CHECK_EQ(containment.sid, kNoPid);
  CHECK(platform::is_same_folder(containment));
  CHECK_EQ(platform::folder_members(containment.folder).value(), std::vector<Pid>{job.value().result.pid});
  world().exit(job.value().result.pid, 0);
  CHECK(eventually([&] { return watching.tidied() == std::vector<std::string>{containment.folder}; }));
}

TEST(spawn_keeps_limits_or_says_why_not) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = config_of();
  config.limits.pids_max = 5;
  CHECK(spawn_on(with_folders(), watching, config).ok());
  world().keeps_limits = false;
  const auto refused = spawn_on(with_folders(), watching, config);
  CHECK(!refused.ok() && refused.error().code == code::kUnsupported);
  CHECK(!spawn_on({.groups = true}, watching, config).ok());
  config.limits_required = false;
  const auto without = spawn_on(with_folders(), watching, config);
  REQUIRE(without.ok());
  CHECK_EQ(without.value().result.containment.kind, ContainmentKind::cgroup);
  CHECK_EQ(without.value().result.warnings, std::vector<std::string>{"started without limits.pids_max: no controller"});
  CHECK_EQ(world().folders.size(), 2U);
  const auto outside = spawn_on({.groups = true}, watching, config);
  REQUIRE(outside.ok());
  CHECK_EQ(outside.value().result.warnings.size(), 1U);
  world().change([](fake::World& now) {
    for (const auto& [pid, process] : std::map(now.table)) {
      if (process->ppid == kOwn) now.end_locked(process, {.code = 0});
    }
  });
}

TEST(spawn_refuses_a_folder_where_there_is_none) {
  const Scene scene;
  Watching watching;
  const auto job = spawn_on({.groups = true, .folders = {.kind = ContainmentKind::cgroup, .reason = "read-only"}},
                            watching, config_of(ContainmentKind::cgroup));
  REQUIRE(!job.ok());
  CHECK_EQ(job.error().code, code::kUnsupported);
  CHECK(job.error().detail.find("read-only") != std::string::npos);
}

TEST(spawn_that_fails_leaves_no_folder_behind) {
  const Scene scene;
  Watching watching;
  world().spawn_error = fake::error(ENOENT, "execve");
  for (const Wanted wanted : {Wanted(), Wanted(ContainmentKind::cgroup), Wanted(ContainmentKind::group)}) {
    const auto job = spawn_on(with_folders(), watching, config_of(wanted));
    CHECK(!job.ok() && job.error().code == "ENOENT");
    CHECK(world().folders.empty());
  }
}

TEST(spawn_falls_back_to_a_group_when_the_folder_fails) {
  const Scene scene;
  Watching watching;
  world().folder_error = fake::error(EBUSY, "cgroup.procs");
  CHECK(!spawn_on(with_folders(), watching, config_of(ContainmentKind::cgroup)).ok());
  const auto job = spawn_on(with_folders(), watching, config_of());
  REQUIRE(job.ok());
  CHECK_EQ(job.value().result.containment.kind, ContainmentKind::group);
  CHECK_EQ(job.value().result.warnings.size(), 1U);
  CHECK(world().folders.empty());
}

TEST(spawn_whose_identity_cannot_be_read_leaves_no_child) {
  const Scene scene;
  world().has_unique = false;
  Watching watching;
  Pid pid = kNoPid;
  world().on_spawn = [&](fake::Process& process) {
    process.hidden = true;
    pid = process.pid;
  };
  const auto job = spawn_on({.groups = true}, watching, config_of());
  CHECK(!job.ok() && job.error().code == "EACCES");
  CHECK(eventually([&] { return world().at(pid) == nullptr; }));
}

TEST(spawn_whose_pipes_cannot_be_handed_over_leaves_no_child) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = config_of();
  config.streams[1].kind = StreamPlan::Kind::pipe;
  config.streams[2].kind = StreamPlan::Kind::pipe;
  Pid pid = kNoPid;
  world().on_spawn = [&](fake::Process& process) { pid = process.pid; };
  world().descriptor_error = unsupported("this program offers no pipes");
  const auto refused = spawn_on({.groups = true}, watching, config);
  CHECK(!refused.ok() && refused.error().code == code::kUnsupported);
  CHECK(eventually([&] { return world().at(pid) == nullptr; }));
  world().descriptor_error.reset();
  const auto job = spawn_on({.groups = true}, watching, config);
  REQUIRE(job.ok());
  CHECK_EQ(job.value().ends[0], -1);
  CHECK(job.value().ends[1] >= 0 && job.value().ends[2] >= 0);
  for (const int end : {job.value().ends[1], job.value().ends[2]}) close_handle(end);
  world().exit(pid, 0);
  CHECK(eventually([&] { return world().at(pid) == nullptr; }));
}

// -- folder_tidier -------------------------------------------------------------------------------------------------

struct Tidying {
  std::unique_ptr<Reactor> reactor = std::move(Reactor::create().value());
  FolderTidier tidier{*reactor};

  void tidy(const std::string& folder) {
    bool done = false;
    reactor->post([&] {
      tidier.tidy({.path = folder});
      done = true;
    });
    reactor->run_until([&] { return done; });
  }
  bool removed_in_time(const std::string& folder) {
    bool over = false;
    const auto there = [&] {
      const std::lock_guard lock(world().mutex);
      return world().folders.contains(folder);
    };
    reactor->at(Clock::now() + std::chrono::minutes(1), [&] { over = true; });
    reactor->run_until([&] { return over || !there(); });
    return !there();
  }
};

TEST(tidier_removes_an_empty_folder_at_once) {
  const Scene scene;
  Tidying tidying;
  const std::string folder = world().make_folder("/jobs/one");
  tidying.tidy(folder);
  tidying.tidy(folder);
  CHECK(world().folders.empty());
}

TEST(tidier_removes_a_folder_when_the_last_one_left) {
  const Scene scene;
  Tidying tidying;
  const std::string folder = world().make_folder("/jobs/one");
  const ProcessPtr one = world().add({.folder = folder});
  const ProcessPtr two = world().add({.folder = folder});
  tidying.tidy(folder);
  tidying.tidy(folder);
  world().exit(one->pid, 0);
  tidying.reactor->post([&] { world().exit(two->pid, 0); });
  CHECK(tidying.removed_in_time(folder));
}

TEST(tidier_removes_a_folder_that_empties_before_it_is_watched) {
  const Scene scene;
  Tidying tidying;
  const std::string folder = world().make_folder("/jobs/one");
  const ProcessPtr last = world().add({.folder = folder});
  world().before_watch_folder = [&](const std::string&) { world().exit(last->pid, 0); };
  tidying.tidy(folder);
  CHECK(tidying.removed_in_time(folder));
}

TEST(tidier_without_a_descriptor_gives_up) {
  const Scene scene;
  Tidying tidying;
  const std::string folder = world().make_folder("/jobs/one");
  world().add({.folder = folder});
  world().most_handles = world().open_handles();
  tidying.tidy(folder);
  CHECK_EQ(world().open_handles(), world().most_handles);
}

}  // namespace
}  // namespace reeve::test
