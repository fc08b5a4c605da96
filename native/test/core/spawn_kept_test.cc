#include <cerrno>

#include "test/core/kept.h"

namespace reeve::test {
namespace {

TEST(spawn_with_a_keeper_names_the_program_and_its_keeper) {
  const Scene scene;
  Watching watching;
  const Kept kept = Kept::start(watching);
  REQUIRE(kept.keeping != nullptr);
  CHECK_EQ(kept.record.containment.kind, ContainmentKind::keeper);
  CHECK_EQ(kept.record.pid, kept.first()->pid);
  CHECK_EQ(kept.record.pgid, kept.record.pid);
  REQUIRE(kept.record.containment.keeper.has_value());
  CHECK_EQ(to_text(kept.record.containment.keeper->identity), to_text(world().identity_of(kept.keeper())));
  CHECK(!kept.record.kill_on_parent_exit);
  CHECK(kept.record.warnings.empty());
  CHECK_EQ(kept.keeping->record, "");
  world().exit(kept.record.pid, 0);
  CHECK(is_over(kept));
}

TEST(spawn_releases_a_kept_job_only_with_its_whole_record) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = kept_config();
  config.state_dir = "/state";
  bool released_early = true;
  world().before_release = [&](fake::Keeping& keeping) { released_early = keeping.released; };
  const Kept kept = Kept::start(watching, config);
  REQUIRE(kept.keeping != nullptr);
  CHECK(!released_early);
  CHECK_EQ(kept.keeping->orders.state_dir, "/state");
  CHECK_EQ(kept.record.containment.keeper->state_dir, "/state");
  CHECK(kept.keeping->record.find("\"identity\":\"" + kept.record.identity + "\"") != std::string::npos);
  CHECK(kept.keeping->record.find("\"cookie\":\"" + kept.keeping->token + "\"") != std::string::npos);
  CHECK(kept.keeping->record.find("\"schema_id\":\"urn:reeve:schema:v1:spawn-in-group-result\"") != std::string::npos);
  world().exit(kept.record.pid, 0);
  CHECK(is_over(kept));
}

TEST(spawn_names_a_state_folder_for_programs_in_other_folders) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = kept_config();
  config.state_dir = "state";
  const Kept kept = Kept::start(watching, config);
  REQUIRE(kept.keeping != nullptr);
  CHECK_EQ(kept.keeping->orders.state_dir, "/fake/folder/state");
  CHECK_EQ(kept.record.containment.keeper->state_dir, "/fake/folder/state");
  world().exit(kept.record.pid, 0);
  CHECK(is_over(kept));
}

TEST(spawn_whose_keeper_is_killed_before_the_release_leaves_nobody) {
  const Scene scene;
  Watching watching;
  world().before_release = [](fake::Keeping& keeping) {
    kill_now(keeping.job);
    kill_now(keeping.keeper);
  };
  const Result<SpawnedJob> job = spawn_kept(watching, kept_config());
  CHECK(!job.ok() && job.error().code == "EUNKNOWN");
  CHECK(world().keepings.back()->job->ended && world().keepings.back()->keeper->reaped);
}

TEST(spawn_that_is_refused_at_its_release_leaves_nobody) {
  const Scene scene;
  Watching watching;
  world().release_error = fake::error(ENOENT, "execve");
  for (const bool explicitly : {true, false}) {
    SpawnConfig config = kept_config();
    if (!explicitly) config.containment.reset();
    const Result<SpawnedJob> job = spawn_kept(watching, config);
    CHECK(!job.ok() && job.error().code == "ENOENT");
    CHECK(world().keepings.back()->job->ended && world().keepings.back()->keeper->reaped);
  }
}

TEST(spawn_whose_kept_job_cannot_be_identified_leaves_nobody) {
  const Scene scene;
  world().has_unique = false;
  Watching watching;
  world().on_spawn = [](fake::Process& process) { process.hidden = process.name == "program"; };
  const Result<SpawnedJob> job = spawn_kept(watching, kept_config());
  CHECK(!job.ok() && job.error().code == "EACCES");
  CHECK(world().keepings.back()->job->ended && world().keepings.back()->keeper->reaped);
}

TEST(spawn_whose_kept_jobs_pipes_cannot_be_handed_over_is_ended_by_its_keeper) {
  const Scene scene;
  Watching watching;
  SpawnConfig config = kept_config();
  config.streams[1].kind = StreamPlan::Kind::pipe;
  world().descriptor_error = fake::error(EMFILE, "open");
  ProcessPtr daemon;
  world().before_release = [&](fake::Keeping& keeping) { daemon = add_child(keeping.job); };
  const Result<SpawnedJob> job = spawn_kept(watching, config);
  CHECK(!job.ok() && job.error().code == "EMFILE");
  CHECK(!world().alive(daemon));
  const std::shared_ptr<fake::Keeping> keeping = world().keepings.back();
  CHECK(eventually([&] { return world().at(keeping->keeper->pid) == nullptr; }));
}

TEST(spawn_without_a_keeper_says_so_where_nobody_asked_for_one) {
  const Scene scene;
  Watching watching;
  world().keeper_error = fake::error(EAGAIN, kKeeperOp);
  const Result<SpawnedJob> refused = spawn_kept(watching, kept_config());
  CHECK(!refused.ok() && refused.error().code == "EAGAIN");
  SpawnConfig config = kept_config();
  config.containment.reset();
  const Result<SpawnedJob> weaker = spawn_kept(watching, config);
  REQUIRE(weaker.ok());
  CHECK_EQ(weaker.value().result.containment.kind, ContainmentKind::group);
  CHECK(!weaker.value().result.containment.keeper);
  CHECK_EQ(weaker.value().result.warnings.size(), 1U);
  config.kill_on_parent_exit = true;
  const Result<SpawnedJob> needed = spawn_kept(watching, config);
  CHECK(!needed.ok() && needed.error().code == "EAGAIN");
  world().exit(weaker.value().result.pid, 0);
  CHECK(eventually([&] { return watching.watcher().recall_latest({.pid = weaker.value().result.pid}).has_value(); }));
}

TEST(spawn_refuses_what_only_a_missing_keeper_could_do) {
  const Scene scene;
  Watching watching;
  const Machine without{.groups = true, .keepers = {.reason = "no /proc"}};
  SpawnConfig kept = kept_config();
  SpawnConfig killed;
  killed.argv = {"program"};
  killed.kill_on_parent_exit = true;
  SpawnConfig stated;
  stated.argv = {"program"};
  stated.state_dir = "/state";
  for (const SpawnConfig& config : {kept, killed, stated}) {
    const Result<SpawnedJob> job = spawn_kept(watching, config, without);
    REQUIRE(!job.ok());
    CHECK_EQ(job.error().code, code::kUnsupported);
    CHECK(job.error().detail.find("no /proc") != std::string::npos);
  }
  killed.containment = ContainmentKind::group;
  const Result<SpawnedJob> group = spawn_kept(watching, killed);
  CHECK(!group.ok() && group.error().code == code::kUnsupported);
}

TEST(spawn_in_a_folder_has_a_keeper_only_for_what_a_keeper_does) {
  const Scene scene;
  Watching watching;
  Machine machine = with_keepers();
  machine.folders = {.kind = ContainmentKind::cgroup, .entry = FolderSupport::Entry::born_inside, .base = "/jobs/"};
  SpawnConfig config = kept_config();
  config.containment.reset();
  const Result<SpawnedJob> plain = spawn_kept(watching, config, machine);
  REQUIRE(plain.ok());
  CHECK(!plain.value().result.containment.keeper);
  config.kill_on_parent_exit = true;
  const Result<SpawnedJob> killed = spawn_kept(watching, config, machine);
  REQUIRE(killed.ok());
  const Kept kept = Kept::of(killed.value().result);
  CHECK_EQ(kept.record.containment.kind, ContainmentKind::cgroup);
  CHECK(kept.record.containment.keeper.has_value() && kept.record.kill_on_parent_exit);
  CHECK_EQ(kept.keeping->orders.folder, kept.record.containment.folder);
  CHECK(kept.keeping->orders.ends_with_us);
  world().exit(plain.value().result.pid, 0);
  world().exit(kept.record.pid, 0);
  CHECK(is_over(kept));
  CHECK(eventually([&] { return watching.tidied().size() == 2; }));
}

}  // namespace
}  // namespace reeve::test
