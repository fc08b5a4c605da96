#include <algorithm>

#include "platform/win32/kernel/signals.h"
#include "test/win32/scene.h"

namespace reeve::test {
namespace {

JobFolder make_folder(const std::string& name, bool ends_with_us = false) {
  Result<JobFolder> made = platform::make_folder(name, {.ends_with_us = ends_with_us});
  CHECK(made.ok());
  return made.ok() ? std::move(made.value()) : JobFolder{};
}

// Wine counts the program's console too.
bool has(const std::string& name, const Pin& member) {
  const Result<std::vector<Pid>> pids = platform::folder_members(name);
  CHECK(pids.ok());
  return pids.ok() && std::find(pids.value().begin(), pids.value().end(), member.pid) != pids.value().end();
}

bool empties(const std::string& name) {
  return eventually([&] { return !platform::is_folder_populated(name).value(); });
}

TEST(folder_is_there_as_long_as_it_is_held) {
  const Scene scene;
  const std::string name = fresh_name();
  {
    const JobFolder folder = make_folder(name);
    CHECK_EQ(folder.path, name);
    CHECK(platform::folder_members(name).value().empty());
    CHECK(!platform::is_folder_populated(name).value());
    CHECK(platform::is_same_folder({.kind = ContainmentKind::job, .folder = name}));
    CHECK(!platform::is_same_folder({.kind = ContainmentKind::cgroup, .folder = name}));
    CHECK(platform::remove_folder(name).ok());
  }
  CHECK(!platform::is_same_folder({.kind = ContainmentKind::job, .folder = name}));
  CHECK(platform::folder_members(name).value().empty());
  CHECK(!platform::is_folder_populated(name).value());
  CHECK(platform::remove_folder(name).ok());
  CHECK_EQ(platform::kill_folder(name).error().code, "ENOENT");
}

TEST(folder_of_a_name_that_is_taken_is_refused) {
  const Scene scene;
  const std::string name = fresh_name();
  const JobFolder folder = make_folder(name);
  const Result<JobFolder> second = platform::make_folder(name, {});
  REQUIRE(!second.ok());
  CHECK_EQ(second.error().code, "EEXIST");
}

TEST(folder_has_what_is_born_in_it_and_is_killed_with_the_exit_code_of_a_kill) {
  const Scene scene;
  const std::string name = fresh_name();
  const JobFolder folder = make_folder(name);
  const Sleeper inside = start_sleeper(name);
  const Sleeper outside = start_sleeper();
  CHECK(has(name, inside.pin));
  CHECK(!has(name, outside.pin));
  CHECK(platform::is_folder_member(inside.pin.pid, name));
  CHECK(!platform::is_folder_member(outside.pin.pid, name));
  CHECK(platform::is_folder_populated(name).value());
  CHECK_EQ(platform::remove_folder(name).error().code, "EBUSY");
  CHECK(platform::kill_folder(name).ok());
  wait_for(inside.pin);
  CHECK_EQ(platform::reap(inside.pin)->code, std::optional<std::int64_t>(windows::kKilledExitCode));
  CHECK(empties(name));
  CHECK(!platform::has_ended(outside.pin));
  kill_and_wait(outside.pin);
}

TEST(folder_has_what_its_members_start) {
  const Scene scene;
  const std::string name = fresh_name();
  const JobFolder folder = make_folder(name);
  SpawnPlan plan = shell_plan("cmd.exe /d /c cmd.exe /d /c set /p line=");
  plan.streams[0].kind = StreamPlan::Kind::pipe;
  const Result<SpawnedProcess> outer = platform::spawn(plan, name, FolderSupport::Entry::born_inside);
  REQUIRE(outer.ok());
  CHECK(eventually([&] { return platform::folder_members(name).value().size() >= 3; }));
  CHECK(platform::kill_folder(name).ok());
  CHECK(empties(name));
}

TEST(folder_that_ends_with_us_kills_when_it_is_let_go) {
  const Scene scene;
  const std::string name = fresh_name();
  JobFolder folder = make_folder(name, true);
  const Sleeper inside = start_sleeper(name);
  folder.hold = {};
  wait_for(inside.pin);
  CHECK(platform::has_ended(inside.pin));
}

TEST(folder_that_is_shared_outlives_its_maker_in_a_member) {
  const Scene scene;
  const std::string name = fresh_name();
  JobFolder folder = make_folder(name);
  {
    const Sleeper inside = start_sleeper(name);
    CHECK(platform::share_folder(folder, inside.pin).ok());
    folder.hold = {};
    CHECK(has(name, inside.pin));
    CHECK(platform::is_same_folder({.kind = ContainmentKind::job, .folder = name}));
    kill_and_wait(inside.pin);
  }
  CHECK(eventually([&] { return !platform::is_same_folder({.kind = ContainmentKind::job, .folder = name}); }));
}

TEST(folder_that_is_not_shared_is_gone_with_its_maker_but_its_members_live) {
  const Scene scene;
  const std::string name = fresh_name();
  JobFolder folder = make_folder(name);
  const Sleeper inside = start_sleeper(name);
  folder.hold = {};
  // jobNamesGoWithTheLastHandle
  CHECK_EQ(platform::is_same_folder({.kind = ContainmentKind::job, .folder = name}), is_wine());
  CHECK(!platform::has_ended(inside.pin));
  kill_and_wait(inside.pin);
}

TEST(folder_may_be_inside_another) {
  const Scene scene;
  const std::string outer = fresh_name();
  const std::string inner = fresh_name();
  const JobFolder first = make_folder(outer);
  const JobFolder second = make_folder(inner);
  const Sleeper sleeper = start_sleeper(inner);
  CHECK(platform::is_folder_member(sleeper.pin.pid, inner));
  CHECK(!platform::is_folder_member(sleeper.pin.pid, outer));
  CHECK(platform::kill_folder(outer).ok());
  CHECK(!platform::has_ended(sleeper.pin));
  CHECK(platform::kill_folder(inner).ok());
  wait_for(sleeper.pin);
}

}  // namespace
}  // namespace reeve::test
