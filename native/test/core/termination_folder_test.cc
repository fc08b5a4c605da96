#include <cerrno>

#include "test/core/ending.h"

namespace reeve::test {
namespace {

TEST(termination_by_folder_is_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder, .ignores = {kTerm}});
  const ProcessPtr daemon = world().add({.pgid = 7000, .sid = 7000, .folder = folder, .ignores = {kTerm}});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && result.escalated && result.guaranteed);
  CHECK(!world().alive(leader) && !world().alive(daemon));
  CHECK_EQ(result.signaled_count, 2U);
  CHECK(world().folders.empty());
}

TEST(termination_by_folder_waits_for_the_late_word) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  world().folders.at(folder).late_looks = 5;
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kPatient);
  CHECK(result.exited && result.guaranteed && !result.escalated);
}

TEST(termination_by_folder_asks_who_is_born_of_the_asking) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  ProcessPtr cleaner;
  world().after_signal = [&](Pid pid, int) {
    if (pid == leader->pid && !cleaner) cleaner = world().add({.pgid = 7000, .sid = 7000, .folder = folder});
  };
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kPatient);
  CHECK(result.exited && !result.escalated);
  CHECK_EQ(world().received(cleaner), Signals{kTerm});
}

TEST(termination_with_strays_of_a_folder_is_not_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  const ProcessPtr stray = world().add({.tokens = kToken});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(!world().alive(stray));
  CHECK(joined(result.warnings).find("moved out") != std::string::npos);
}

TEST(termination_whose_first_process_left_the_folder_is_not_guaranteed) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.ignores = {kTerm}});
  const ProcessPtr inside = world().add({.folder = folder});
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(!world().alive(leader) && !world().alive(inside));
}

TEST(termination_of_a_gone_leader_ends_what_its_folder_holds) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder});
  const ProcessPtr orphan = world().add({.pgid = 7000, .sid = 7000, .folder = folder});
  const ProcessRef ref = job_ref(leader, folder_containment(folder));
  world().exit(leader->pid, 0);
  const ProcessPtr stranger = world().add({.pid = leader->pid, .ppid = kShell});
  const TerminateTreeResult result = ending.must(ref, kQuick);
  CHECK(result.exited && result.guaranteed);
  CHECK(!world().alive(orphan));
  CHECK(world().received(stranger).empty() && world().alive(stranger));
}

TEST(termination_by_a_folder_that_is_another_by_now_leaves_it_alone) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader();
  const ProcessPtr stranger = world().add({.folder = folder});
  Containment old = folder_containment(folder);
  ++old.folder_id;
  const TerminateTreeResult result = ending.must(job_ref(leader, old), kQuick);
  CHECK(result.exited && !result.guaranteed);
  CHECK(world().received(stranger).empty() && world().alive(stranger));
  CHECK(world().folders.contains(folder));
}

TEST(termination_of_a_folder_that_cannot_be_killed_kills_one_by_one) {
  const Scene scene;
  Ending ending;
  const std::string folder = world().make_folder(kFolder);
  const ProcessPtr leader = add_leader({.folder = folder, .ignores = {kTerm}});
  const ProcessPtr inside = world().add({.folder = folder, .ignores = {kTerm}});
  world().folders.at(folder).kill_error = fake::error(EACCES, "open");
  const TerminateTreeResult result = ending.must(job_ref(leader, folder_containment(folder)), kQuick);
  CHECK(result.exited && result.escalated);
  CHECK(!world().alive(inside));
  CHECK(joined(result.warnings).find("EACCES") != std::string::npos);
}

}  // namespace
}  // namespace reeve::test
