#include "core/identity/process_ref.h"

#include <cerrno>

#include "core/identity/get_process.h"
#include "core/identity/protected.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

TEST(ref_with_identity_is_same_or_reused) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  ProcessRef ref = ref_to(process);
  const auto same = resolve(ref);
  REQUIRE(same.ok());
  CHECK_EQ(same.value().judgement.verdict, Verdict::same);
  CHECK_EQ(same.value().judgement.basis, Basis::identity);
  CHECK(same.value().pin.has_value() && same.value().current.has_value());
  ref.identity = fake::other_than(*ref.identity);
  const auto reused = resolve(ref);
  REQUIRE(reused.ok());
  CHECK_EQ(reused.value().judgement.verdict, Verdict::reused);
}

TEST(ref_of_a_pid_nobody_has_is_gone) {
  const Scene scene;
  const auto gone = resolve({.pid = 777});
  REQUIRE(gone.ok());
  CHECK_EQ(gone.value().judgement.verdict, Verdict::gone);
  CHECK(!gone.value().pin && !gone.value().current && !gone.value().zombie);
}

TEST(ref_of_a_bare_pid_is_unknown) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  const auto found = resolve({.pid = process->pid});
  REQUIRE(found.ok());
  CHECK_EQ(found.value().judgement.verdict, Verdict::unknown);
  CHECK_EQ(found.value().judgement.basis, Basis::none);
}

TEST(ref_with_a_start_time_has_two_seconds_of_tolerance) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  const std::int64_t start = platform::start_time_unix_ms(process->start);
  for (const auto& [difference, verdict] : std::vector<std::pair<std::int64_t, Verdict>>{{0, Verdict::same},
                                                                                         {2000, Verdict::same},
                                                                                         {-2000, Verdict::same},
                                                                                         {2001, Verdict::reused},
                                                                                         {-2001, Verdict::reused}}) {
    const auto found = resolve({.pid = process->pid, .start_time_unix_ms = start + difference});
    REQUIRE(found.ok());
    CHECK_EQ(found.value().judgement.verdict, verdict);
    CHECK_EQ(found.value().judgement.basis, Basis::start_time);
  }
  // The identity decides where both are there.
  ProcessRef both = ref_to(process);
  both.start_time_unix_ms = 0;
  CHECK_EQ(resolve(both).value().judgement.verdict, Verdict::same);
}

TEST(ref_of_a_zombie_is_gone_but_pinned) {
  const Scene scene;
  const ProcessPtr process = world().add({.held = true});
  const ProcessRef ref = ref_to(process);
  world().exit(process->pid, 0);
  const auto found = resolve(ref);
  REQUIRE(found.ok());
  CHECK_EQ(found.value().judgement.verdict, Verdict::gone);
  CHECK(found.value().zombie && found.value().pin && found.value().current);
  const auto stranger = resolve({.pid = process->pid, .identity = fake::other_than(*ref.identity)});
  REQUIRE(stranger.ok());
  CHECK_EQ(stranger.value().judgement.verdict, Verdict::reused);
}

TEST(ref_of_a_hidden_process) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  const ProcessRef ref = ref_to(process);
  process->hidden = true;
  CHECK_EQ(resolve(ref).value().judgement.verdict, Verdict::same);
  CHECK_EQ(resolve({.pid = ref.pid, .identity = fake::other_than(*ref.identity)}).value().judgement.verdict,
           Verdict::reused);
  CHECK_EQ(resolve({.pid = ref.pid, .start_time_unix_ms = 1}).value().judgement.verdict, Verdict::unknown);
  world().has_unique = false;
  const auto unknown = resolve(ref);
  REQUIRE(unknown.ok());
  CHECK_EQ(unknown.value().judgement.verdict, Verdict::unknown);
  CHECK(unknown.value().pin && !unknown.value().current && !unknown.value().zombie);
}

TEST(ref_without_a_descriptor_left_is_an_error) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  world().most_handles = 0;
  const auto found = resolve({.pid = process->pid});
  REQUIRE(!found.ok());
  CHECK_EQ(found.error().code, "EMFILE");
}

// A pid that changes hands between the pin and the read must not be taken for the pinned process.
TEST(ref_whose_process_ends_after_the_pin) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  const ProcessRef ref = ref_to(process);
  world().before_pin = [&](Pid) { world().exit(process->pid, 0); };
  const auto gone = resolve(ref);
  REQUIRE(gone.ok());
  CHECK_EQ(gone.value().judgement.verdict, Verdict::gone);
}

TEST(get_process_refuses_another_owner_of_the_pid) {
  const Scene scene;
  const ProcessPtr process = world().add({.name = "bad\xff name"});
  const auto info = get_process(ref_to(process), {});
  REQUIRE(info.ok());
  CHECK_EQ(*info.value().name, "bad\xEF\xBF\xBD name");
  CHECK_EQ(info.value().warnings.size(), 1U);
  CHECK_EQ(*info.value().identity, to_text(world().identity_of(process)));
  const Identity other = fake::other_than(world().identity_of(process));
  const auto refused = get_process({.pid = process->pid, .identity = other}, {});
  REQUIRE(!refused.ok());
  CHECK_EQ(refused.error().code, code::kProcessReused);
  const auto gone = get_process({.pid = 999999}, {});
  REQUIRE(!gone.ok());
  CHECK_EQ(gone.error().code, "ESRCH");
  CHECK_EQ(gone.error().os, 0);
}

TEST(check_identity_answers_in_words) {
  const Scene scene;
  const ProcessPtr process = world().add({});
  CHECK_EQ(to_text(check_identity(ref_to(process)).value().verdict), "same");
  CHECK_EQ(to_text(check_identity({.pid = process->pid}).value().verdict), "unknown");
  CHECK_EQ(to_text(check_identity({.pid = 999999}).value().verdict), "gone");
  CHECK_EQ(to_text(Verdict::reused), "reused");
  CHECK_EQ(to_text(Basis::start_time), "start_time");
}

TEST(protected_are_we_our_ancestors_and_the_first_process) {
  const Scene scene;
  const ProcessPtr stranger = world().add({});
  const ProtectedProcesses all = ProtectedProcesses::now();
  for (const Pid pid : {fake::kInit, kShell, kOwn}) {
    CHECK(all.contains(pid));
    CHECK(all.refusal(pid).has_value());
    CHECK_EQ(all.refusal(pid)->code, code::kProtectedProcess);
  }
  CHECK(!all.contains(stranger->pid) && !all.refusal(stranger->pid));
  CHECK(all.has_member_of(kShell) && all.has_member_of(kOwn) && all.has_member_of(fake::kInit));
  CHECK(!all.has_member_of(stranger->pid));
}

TEST(protected_walk_ends_on_a_loop_and_on_hidden_parents) {
  const Scene scene;
  world().at(kShell)->ppid = kOwn;
  const ProtectedProcesses looped = ProtectedProcesses::now();
  CHECK(looped.contains(kShell) && looped.contains(kOwn) && looped.contains(fake::kInit));
  world().at(kShell)->hidden = true;
  CHECK(ProtectedProcesses::now().contains(kShell));
}

}  // namespace
}  // namespace reeve::test
