#include "test/core/kept.h"

namespace reeve::test {
namespace {

// What one wait was told, or told at once.
class Answer {
 public:
  Answer(Watching& watching, const ProcessRef& ref, std::optional<Millis> timeout = std::nullopt) {
    Result<WaitAnswer> answer =
        wait_pid(watching.services(), ref, timeout, [told = told_](const WaitPidResult& result) {
          const std::lock_guard lock(told->mutex);
          told->result = result;
        });
    CHECK(answer.ok());
    if (!answer.ok()) return;
    if (const auto* known = std::get_if<WaitPidResult>(&answer.value())) told_->result = *known;
  }
  [[nodiscard]] bool is_there() const {
    const std::lock_guard lock(told_->mutex);
    return told_->result.has_value();
  }
  [[nodiscard]] ExitStatus exit() const {
    CHECK(eventually([&] { return is_there(); }));
    const std::lock_guard lock(told_->mutex);
    return told_->result && told_->result->exit ? *told_->result->exit : ExitStatus{};
  }

 private:
  struct Told {
    std::mutex mutex;
    std::optional<WaitPidResult> result;
  };
  std::shared_ptr<Told> told_ = std::make_shared<Told>();
};

std::string exit_text(const std::string& identity) {
  return R"({"schema_id":"urn:reeve:schema:v1:kept-exit","pid":1,"identity":")" + identity +
         R"(","exit_code":7,"signal":null})";
}

// Waits as a program would that has only the record.
struct Elsewhere {
  Watching launcher;
  Watching other;
};

TEST(wait_for_a_kept_job_hears_its_keeper) {
  const Scene scene;
  Elsewhere watching;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const Answer ours(watching.launcher, kept.ref);
  const Answer others(watching.other, kept.ref);
  watching.other.settle();
  world().exit(kept.record.pid, 7);
  for (const Answer* answer : {&ours, &others}) {
    CHECK_EQ(answer->exit().code, 7);
    CHECK_EQ(answer->exit().source, ExitSource::keeper);
  }
  CHECK(is_over(kept));
}

TEST(wait_that_begins_after_the_end_hears_the_keeper_who_still_keeps_the_rest) {
  const Scene scene;
  Elsewhere watching;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr daemon = add_child(kept.first());
  world().exit(kept.record.pid, 7);
  const Answer late(watching.other, kept.ref);
  CHECK_EQ(late.exit().code, 7);
  CHECK_EQ(late.exit().source, ExitSource::keeper);
  CHECK(world().alive(daemon) && world().alive(kept.keeper()));
  kill_now(daemon);
  CHECK(is_over(kept));
}

TEST(wait_that_begins_after_the_end_says_that_it_ended_when_the_keeper_is_silent) {
  const Scene scene;
  Elsewhere watching;
  world().tells_exit = false;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const ProcessPtr daemon = add_child(kept.first());
  world().change([&](fake::World&) { kept.keeping->deaf = true; });
  world().exit(kept.record.pid, 7);
  const Answer short_one(watching.other, kept.ref, Millis(5));
  CHECK_EQ(short_one.exit().source, ExitSource::unknown);
  CHECK(!short_one.exit().reason.empty());
  const Answer patient(watching.other, kept.ref);
  CHECK(!patient.is_there());
  kill_now(kept.keeper());
  CHECK_EQ(patient.exit().source, ExitSource::unknown);
  kill_now(daemon);
  CHECK(is_over(kept));
}

TEST(wait_for_a_job_whose_keeper_was_killed_asks_the_kernel) {
  const Scene scene;
  Elsewhere watching;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const Answer ours(watching.launcher, kept.ref);
  const Answer others(watching.other, kept.ref);
  kill_now(kept.keeper());
  const Answer begun_after(watching.other, kept.ref);
  watching.other.settle();
  CHECK(!ours.is_there() && !others.is_there() && !begun_after.is_there());
  world().exit(kept.record.pid, 7);
  for (const Answer* answer : {&ours, &others, &begun_after}) {
    CHECK_EQ(answer->exit().code, 7);
    CHECK_EQ(answer->exit().source, ExitSource::kernel);
  }
  CHECK(is_over(kept));
}

TEST(wait_whose_keeper_ends_unheard_reads_what_it_wrote_down) {
  const Scene scene;
  Elsewhere watching;
  world().tells_exit = false;
  SpawnConfig config = kept_config();
  config.state_dir = "/state";
  const Kept kept = Kept::start(watching.launcher, config);
  REQUIRE(kept.keeping != nullptr);
  const Answer ours(watching.launcher, kept.ref);
  const Answer others(watching.other, kept.ref);
  watching.other.settle();
  world().change([&](fake::World& now) {
    kept.keeping->deaf = true;
    now.end_locked(kept.first(), {.code = 7});
    now.kept_exits["/state"] = exit_text(kept.record.identity);
    now.end_locked(kept.keeper(), {.signal = kKill});
  });
  for (const Answer* answer : {&ours, &others}) {
    CHECK_EQ(answer->exit().code, 7);
    CHECK_EQ(answer->exit().source, ExitSource::keeper);
  }
  CHECK(is_over(kept));
}

TEST(wait_by_record_brings_the_keepers_word_to_one_by_pid_alone) {
  const Scene scene;
  Elsewhere watching;
  world().tells_exit = world().zombie_exit = false;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const Answer bare(watching.other, {.pid = kept.record.pid});
  const Answer recorded(watching.other, kept.ref);
  watching.other.settle();
  world().exit(kept.record.pid, 7);
  for (const Answer* answer : {&bare, &recorded}) {
    CHECK_EQ(answer->exit().code, 7);
    CHECK_EQ(answer->exit().source, ExitSource::keeper);
  }
  CHECK(is_over(kept));
}

TEST(wait_looks_for_itself_where_a_keeper_is_silent) {
  const Scene scene;
  Elsewhere watching;
  world().tells_exit = false;
  const Kept kept = Kept::start(watching.launcher);
  REQUIRE(kept.keeping != nullptr);
  const Answer others(watching.other, kept.ref);
  world().change([&](fake::World&) {
    kept.keeping->deaf = true;
    kept.first()->held = true;  // nobody reaps
  });
  world().exit(kept.record.pid, 7);
  CHECK_EQ(others.exit().code, 7);
  CHECK_EQ(others.exit().source, ExitSource::procfs);
  kill_now(kept.keeper());
  world().reap(kept.first());
  CHECK(is_over(kept));
}

TEST(wait_after_everybody_is_gone_reads_what_was_written_down) {
  const Scene scene;
  Elsewhere watching;
  SpawnConfig config = kept_config();
  config.state_dir = "/state";
  const Kept kept = Kept::start(watching.launcher, config);
  REQUIRE(kept.keeping != nullptr);
  world().exit(kept.record.pid, 7);
  CHECK(is_over(kept));
  CHECK_EQ(Answer(watching.other, kept.ref).exit().source, ExitSource::unknown);
  world().change(
      [&](fake::World& now) { now.kept_exits["/state"] = exit_text(to_text(fake::other_than(*kept.ref.identity))); });
  CHECK_EQ(Answer(watching.other, kept.ref).exit().source, ExitSource::unknown);
  world().change([&](fake::World& now) { now.kept_exits["/state"] = exit_text(kept.record.identity); });
  const ExitStatus read = Answer(watching.other, kept.ref).exit();
  CHECK_EQ(read.code, 7);
  CHECK_EQ(read.source, ExitSource::keeper);
}

}  // namespace
}  // namespace reeve::test
