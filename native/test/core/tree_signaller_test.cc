#include "core/tree/tree_signaller.h"

#include <algorithm>
#include <cerrno>

#include "test/core/scene.h"

namespace reeve::test {
namespace {

// A tree with its signaller; with a folder when `path` names one.
struct Grove {
  explicit Grove(const std::string& path = "")
      : folder(path.empty() ? path : world().make_folder(path)),
        leader(add_leader({.folder = folder})),
        tree({.root = leader->pid, .pgid = leader->pid, .born = leader->start}, {.cookie = "t0ken"},
             ProtectedProcesses::now(), spare),
        signaller(tree, folder, nullptr) {
    tree.add(pin_of(leader), stat_of(leader));
  }

  Status ask(int signal) { return signaller.ask(signal, Clock::now() + Millis(60000)); }
  Status kill(int signal) { return signaller.kill(signal, Clock::now() + Millis(60000)); }

  Scene scene;
  std::string folder;
  SpareHandles spare;
  ProcessPtr leader;
  PinnedTree tree;
  TreeSignaller signaller;
};

using Signals = std::vector<int>;

TEST(signaller_asks_each_member_once) {
  Grove grove;
  grove.leader->ignores = {kTerm};
  const ProcessPtr child = add_child(grove.leader, {.ignores = {kTerm}});
  CHECK(grove.ask(kTerm).ok());
  CHECK(grove.ask(kTerm).ok());
  CHECK_EQ(world().received(grove.leader), Signals{kTerm});
  CHECK_EQ(world().received(child), Signals{kTerm});
  CHECK_EQ(grove.signaller.signalled_count(), 2U);
  CHECK(!grove.signaller.has_unsignalled(kTerm));
  CHECK(grove.signaller.has_unsignalled(kKill));
}

TEST(signaller_finds_who_is_born_between_the_look_and_the_signal) {
  Grove grove;
  add_child(grove.leader);
  ProcessPtr late;
  world().before_signal = [&](Pid pid, int) {
    if (pid == grove.leader->pid && !late)
      late = add_child(grove.leader, {.pgid = 7000, .sid = 7000, .tokens = "t0ken"});
  };
  CHECK(grove.ask(kTerm).ok());
  REQUIRE(late != nullptr);
  CHECK_EQ(world().received(late), Signals{kTerm});
  CHECK_EQ(grove.signaller.signalled_count(), 3U);
}

TEST(signaller_continues_who_is_stopped_but_not_to_kill_it) {
  Grove grove;
  grove.leader->state = ProcessState::stopped;
  grove.tree.members().at(grove.leader->pid).stat.state = ProcessState::stopped;
  CHECK(grove.ask(kTerm).ok());
  CHECK_EQ(world().received(grove.leader), (Signals{kTerm, kCont}));
  CHECK(!world().alive(grove.leader));
}

TEST(signaller_asks_newcomers_once_and_the_others_not_again) {
  Grove grove;
  grove.leader->ignores = {kTerm};
  CHECK(grove.ask(kTerm).ok());
  const TimePoint until = Clock::now() + Millis(60000);
  CHECK_EQ(grove.signaller.signal_newcomers(kTerm, until).value(), 0U);
  const ProcessPtr child = add_child(grove.leader, {.ignores = {kTerm}});
  CHECK_EQ(grove.signaller.signal_newcomers(kTerm, until).value(), 1U);
  CHECK_EQ(grove.signaller.signal_newcomers(kTerm, until).value(), 0U);
  CHECK_EQ(world().received(grove.leader), Signals{kTerm});
  CHECK_EQ(world().received(child), Signals{kTerm});
  CHECK_EQ(grove.signaller.signalled_count(), 2U);
}

TEST(signaller_kills_newcomers_frozen_first) {
  Grove grove;
  grove.leader->unkillable = true;
  CHECK(grove.kill(kKill).ok());
  const ProcessPtr child = add_child(grove.leader, {.pgid = 7000});
  CHECK_EQ(grove.signaller.signal_newcomers(kKill, Clock::now() + Millis(60000)).value(), 1U);
  CHECK_EQ(world().received(child), (Signals{kStop, kKill}));
  CHECK(!world().alive(child));
}

TEST(signaller_thaws_a_frozen_folder_once_all_are_asked_but_not_to_kill) {
  Grove grove("/jobs/frozen");
  world().folders.at(grove.folder).frozen = true;
  grove.leader->ignores = {kTerm};
  world().take_log();
  CHECK(grove.ask(kTerm).ok());
  const std::vector<std::string> log = world().take_log();
  REQUIRE(log.size() >= 2);
  CHECK_EQ(log.at(log.size() - 2), "signal 15 to " + std::to_string(grove.leader->pid));
  CHECK_EQ(log.back(), "thaw " + grove.folder);
  world().folders.at(grove.folder).frozen = true;
  CHECK(grove.kill(kKill).ok());
  CHECK_EQ(world().take_log().front(), "kill " + grove.folder);
  CHECK(!world().alive(grove.leader));
}

TEST(signaller_goes_round_once_when_no_time_is_left) {
  Grove grove;
  grove.leader->ignores = {kTerm};
  ProcessPtr latest = add_child(grove.leader, {.ignores = {kTerm}});
  world().before_list = [&](int) { latest = add_child(latest, {.ignores = {kTerm}}); };
  CHECK(grove.signaller.ask(kTerm, Clock::now()).ok());
  CHECK_EQ(world().lists, 1);
  CHECK_EQ(world().received(grove.leader), Signals{kTerm});
  CHECK(grove.signaller.kill(kKill, Clock::now()).ok());
  CHECK_EQ(world().lists, 2);
  CHECK(!world().alive(grove.leader));
}

TEST(signaller_kills_after_all_are_frozen) {
  Grove grove;
  std::vector<ProcessPtr> all{grove.leader};
  for (int count = 0; count < 5; ++count) all.push_back(add_child(all.back(), {.pgid = 7000 + count}));
  bool killing = false;
  world().before_signal = [&](Pid pid, int signal) {
    killing = killing || signal == kKill;
    if (killing) CHECK_EQ(signal, kKill);
    if (killing) CHECK(world().at(pid) == nullptr || world().at(pid)->state == ProcessState::stopped);
  };
  CHECK(grove.kill(kKill).ok());
  for (const ProcessPtr& process : all) CHECK(!world().alive(process));
  CHECK_EQ(grove.signaller.signalled_count(), 6U);
  const auto empty = grove.signaller.is_empty();
  CHECK(empty.ok() && empty.value());
}

// Who dies between the stop and the kill leaves its tree stopped, so nothing that takes time comes in between.
TEST(signaller_looks_before_it_stops_anybody) {
  Grove grove;
  add_child(grove.leader);
  int looks_before_stop = 0;
  world().before_signal = [&](Pid, int signal) {
    if (signal == kStop && looks_before_stop == 0) looks_before_stop = world().lists;
    if (signal == kKill) CHECK_EQ(world().lists, looks_before_stop);
  };
  CHECK(grove.kill(kKill).ok());
  CHECK_EQ(looks_before_stop, 1);
}

TEST(signaller_catches_who_is_born_while_it_freezes) {
  Grove grove;
  int births = 0;
  ProcessPtr latest = add_child(grove.leader, {.pgid = 6999, .sid = 6999});
  world().before_list = [&](int) {
    if (births < 10 && latest->state != ProcessState::stopped) {
      ++births;
      latest = add_child(latest, {.pgid = 7000 + births, .sid = 7000 + births});
    }
  };
  CHECK(grove.kill(kKill).ok());
  CHECK(births > 0);
  CHECK(!world().alive(latest));
  const auto empty = grove.signaller.is_empty();
  CHECK(empty.ok() && empty.value());
}

TEST(signaller_kill_signal_of_the_callers_own_freezes_nobody) {
  Grove grove;
  const ProcessPtr child = add_child(grove.leader);
  CHECK(grove.kill(kInt).ok());
  CHECK_EQ(world().received(child), Signals{kInt});
  CHECK_EQ(world().received(grove.leader), Signals{kInt});
}

TEST(signaller_reports_a_refusal_once_and_goes_on) {
  Grove grove;
  grove.leader->refuses = true;
  const ProcessPtr child = add_child(grove.leader);
  CHECK(grove.ask(kTerm).ok());
  CHECK(grove.ask(kTerm).ok());
  CHECK(!world().alive(child));
  CHECK(!grove.signaller.has_unsignalled(kTerm));
  const std::vector<std::string> warnings = grove.signaller.take_warnings();
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].starts_with("EPERM"));
  CHECK_EQ(grove.signaller.signalled_count(), 1U);
  const auto empty = grove.signaller.is_empty();
  CHECK(empty.ok() && !empty.value());
}

// What is known is asked also when the rest can't be looked for.
TEST(signaller_asks_the_known_when_the_look_fails) {
  Grove grove;
  world().list_error = fake::error(EIO, "read");
  world().list_errors = -1;
  const Status asked = grove.ask(kTerm);
  CHECK(!asked.ok());
  CHECK_EQ(world().received(grove.leader), Signals{kTerm});
  CHECK(!world().alive(grove.leader));
  // Nobody known is left, but that is not everybody.
  CHECK(!grove.signaller.is_empty().ok());
}

TEST(signaller_kills_the_known_when_the_look_fails) {
  Grove grove;
  world().list_error = fake::error(EIO, "read");
  world().list_errors = -1;
  CHECK(!grove.kill(kKill).ok());
  CHECK(!world().alive(grove.leader));
}

TEST(signaller_gives_up_on_a_tree_that_outgrows_its_looks) {
  Grove grove;
  ProcessPtr latest = grove.leader;
  world().before_list = [&](int) { latest = add_child(latest); };
  CHECK(grove.signaller.gather_all().ok());
  CHECK(grove.tree.members().size() > 10);
}

TEST(signaller_takes_a_folders_members_and_those_who_left_it) {
  Grove grove("/jobs/one");
  const ProcessPtr inside = world().add({.folder = "/jobs/one/below"});
  const ProcessPtr other = world().add({.folder = "/jobs/one-more"});
  const auto found = grove.signaller.gather();
  REQUIRE(found.ok());
  CHECK_EQ(found.value(), 1U);
  CHECK(grove.tree.members().contains(inside->pid) && !grove.tree.members().contains(other->pid));
  CHECK(!grove.signaller.has_strays());
  const ProcessPtr stray = world().add({.tokens = "t0ken"});
  CHECK_EQ(grove.signaller.gather().value(), 1U);
  CHECK(grove.tree.members().contains(stray->pid));
  CHECK(grove.signaller.has_strays());
}

TEST(signaller_takes_no_folder_member_that_left_before_the_pin) {
  Grove grove("/jobs/one");
  const ProcessPtr moved = world().add({.folder = "/jobs/one"});
  world().before_pin = [&](Pid pid) {
    if (pid == moved->pid) moved->folder = "/elsewhere";
  };
  CHECK_EQ(grove.signaller.gather().value(), 0U);
  CHECK(!grove.tree.members().contains(moved->pid));
}

TEST(signaller_kills_a_folder_at_one_stroke_and_counts_its_members_once) {
  Grove grove("/jobs/one");
  std::vector<ProcessPtr> all{grove.leader};
  for (int count = 0; count < 9; ++count)
    all.push_back(add_child(grove.leader, {.folder = "/jobs/one", .dying_looks = 2}));
  CHECK(grove.kill(kKill).ok());
  for (int round = 0; round < 10 && grove.signaller.has_unsignalled(kKill); ++round) {
    CHECK(grove.kill(kKill).ok());
  }
  grove.tree.refresh();
  CHECK_EQ(grove.signaller.signalled_count(), 10U);
}

TEST(signaller_counts_those_who_die_slowly_in_a_folder_once) {
  Grove grove("/jobs/one");
  for (int count = 0; count < 9; ++count) world().add({.folder = "/jobs/one", .dying_looks = 50});
  // A stray makes it look at everybody one by one as well.
  const ProcessPtr stray = add_child(grove.leader);
  CHECK_EQ(grove.tree.sweep().value(), 1U);
  CHECK(grove.kill(kKill).ok());
  CHECK(!world().alive(stray));
  CHECK_EQ(grove.signaller.signalled_count(), 11U);
}

TEST(signaller_kills_strays_of_a_folder_too) {
  Grove grove("/jobs/one");
  const ProcessPtr stray = add_child(grove.leader, {.pgid = 7000, .sid = 7000});
  CHECK(grove.ask(kHup).ok());
  CHECK_EQ(world().received(stray), Signals{kHup});
  const ProcessPtr deaf = world().add({.tokens = "t0ken", .ignores = {kHup}});
  CHECK(grove.ask(kHup).ok());
  CHECK(grove.kill(kKill).ok());
  CHECK(!world().alive(deaf));
  CHECK(grove.signaller.has_strays());
}

TEST(signaller_with_a_folder_that_says_populated_late_is_not_empty_yet) {
  Grove grove("/jobs/one");
  world().change([](fake::World& now) { now.folders.at("/jobs/one").late_looks = 2; });
  CHECK(grove.kill(kKill).ok());
  CHECK(!grove.signaller.is_empty().value());
  CHECK(!grove.signaller.is_empty().value());
  CHECK(grove.signaller.is_empty().value());
}

// Born on TERM, by a handler that cleans up: nobody's child by now, but inside.
TEST(signaller_finds_who_is_born_in_the_folder_after_the_asking) {
  Grove grove("/jobs/one");
  CHECK(grove.ask(kTerm).ok());
  const ProcessPtr cleaner = world().add({.folder = "/jobs/one"});
  const auto empty = grove.signaller.is_empty();
  CHECK(empty.ok() && !empty.value());
  CHECK(grove.signaller.has_unsignalled(kTerm));
  CHECK(grove.ask(kTerm).ok());
  CHECK(!world().alive(cleaner));
}

TEST(signaller_reports_a_folder_that_cannot_be_killed) {
  Grove grove("/jobs/one");
  world().folders.at("/jobs/one").kill_error = fake::error(EACCES, "open");
  const Status killed = grove.kill(kKill);
  CHECK(!killed.ok() && killed.error().code == "EACCES");
  // The members are known and can be killed one by one.
  CHECK(!world().alive(grove.leader));
}

// Where nobody reaps and somebody is always born, only the kill of the group tells that nobody is left in it.
TEST(signaller_calls_a_killed_group_empty_though_its_dead_are_not_reaped) {
  Grove grove;
  const ProcessPtr orphan = world().add({.pgid = grove.leader->pid, .held = true});
  grove.leader->held = true;
  world().before_list = [](int) { world().add({.ppid = kShell, .pgid = kShell}); };
  CHECK(grove.kill(kKill).ok());
  CHECK(!world().alive(orphan));
  int looks = 0;
  while (looks < 10 && !grove.signaller.is_empty().value()) ++looks;
  CHECK(looks < 10);
}

TEST(signaller_looks_again_but_does_not_warn_where_births_are_not_counted) {
  Grove grove;
  world().counts_births = false;
  CHECK(grove.kill(kKill).ok());
  const int before = world().lists;
  int looks = 0;
  while (looks < 10 && !grove.signaller.is_empty().value()) ++looks;
  CHECK(looks > 0 && looks < 10);
  CHECK(world().lists > before);
  CHECK(grove.signaller.take_warnings().empty());
}

}  // namespace
}  // namespace reeve::test
