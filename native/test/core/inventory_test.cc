#include "core/base/json_text.h"
#include "core/inventory/descendants.h"
#include "core/inventory/kill_descendants.h"
#include "core/inventory/list_processes.h"
#include "core/platform.h"
#include "core/signal/send_signal.h"
#include "test/check.h"
#include "test/core/scene.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::test {
namespace {

using fake::kInit;

struct Told {
  Result<ProcessListHead> head;
  std::string text;
};

Told list(const EntryQuery& query) {
  SpareHandles spare;
  std::string text;
  Result<ProcessListHead> head = list_processes(query, nullptr, spare, [&](const std::string& part) { text += part; });
  return {.head = std::move(head), .text = std::move(text)};
}

EntryQuery only_pids() { return EntryQuery{.fields = FieldSet()}; }

std::string below(Pid pid, std::optional<std::uint32_t> levels = std::nullopt) {
  SpareHandles spare;
  const Result<WalkRoot> root = find_root({.pid = pid}, spare);
  if (!root.ok()) return std::string(root.error().code);
  std::string text;
  const auto sink = [&](const std::string& part) { text += part; };
  const auto head = descendants(root.value(), levels, only_pids(), nullptr, spare, sink);
  return head.ok() ? text : std::string(head.error().code);
}

KillDescendantsResult kill_below(Pid pid, int signal, KillOrders orders = {}) {
  SpareHandles spare;
  orders.signal = signal;
  const auto result = kill_descendants({.pid = pid}, orders, spare);
  return result.ok() ? result.value() : KillDescendantsResult{};
}

TEST(a_list_by_pids_looks_at_no_other_process) {
  world().reset();
  EntryQuery query = only_pids();
  query.filter.pid_in = std::vector<Pid>{kOwn, 4000};
  const Told told = list(query);
  CHECK(told.head.ok());
  CHECK(told.text == "[{\"pid\":100}]");
  CHECK(world().lists == 0);
}

TEST(a_list_is_ascending_and_a_failed_look_is_no_short_list) {
  world().reset();
  CHECK(list(only_pids()).text == "[{\"pid\":1},{\"pid\":50},{\"pid\":100}]");
  world().change([](fake::World& here) { here.pins_left = 0; });
  const Told told = list(only_pids());
  CHECK(!told.head.ok() && told.head.error().code == "EMFILE");
}

TEST(descendants_are_found_without_a_look_at_all) {
  world().reset();
  const auto child = world().add({.ppid = kOwn});
  const auto grandchild = world().add({.ppid = child->pid});
  world().add({.ppid = kInit});
  const std::string expected = "[{\"level\":1,\"process\":{\"pid\":" + std::to_string(child->pid) +
                               "}},{\"level\":2,\"process\":{\"pid\":" + std::to_string(grandchild->pid) + "}}]";
  CHECK(below(kOwn) == expected);
  CHECK(world().lists == 0);
  // Where the system has no lists of children everybody is looked at, once.
  world().lists_children = false;
  CHECK(below(kOwn) == expected);
  CHECK(world().lists == 1);
}

TEST(a_process_that_took_the_pid_of_a_dead_parent_has_no_part_in_the_walk) {
  world().reset();
  const auto child = world().add({.pid = 200, .ppid = kOwn});
  world().add({.pid = 201, .ppid = 200});
  bool replaced = false;
  // Between the look at the child and the one at its children it ends, and a stranger with a child of its own comes.
  world().before_children = [&](Pid parent) {
    if (parent != 200 || replaced) return;
    replaced = true;
    world().end(child, {});
    world().tick(10);
    world().add({.pid = 200, .ppid = kInit});
    world().add({.pid = 300, .ppid = 200});
  };
  CHECK(below(kOwn) == "[{\"level\":1,\"process\":{\"pid\":200}}]");
  CHECK(replaced);
}

TEST(a_kill_stops_everybody_first_and_finds_who_is_born_meanwhile) {
  world().reset();
  const auto child = world().add({.pid = 200, .ppid = kOwn});
  fake::ProcessPtr late;
  world().before_signal = [&](Pid pid, int signal) {
    if (pid == 200 && signal == fake::kStop) late = world().add({.pid = 300, .ppid = 200});
  };
  const KillDescendantsResult result = kill_below(kOwn, fake::kKill);
  CHECK(result.outcomes.succeeded.size() == 2);
  CHECK(result.outcomes.failed.empty());
  CHECK(late != nullptr && !world().alive(late));
  CHECK(!world().alive(child));
  CHECK((world().received(child) == std::vector<int>{fake::kStop, fake::kKill}));
}

TEST(a_signal_goes_to_each_descendant_once) {
  world().reset();
  const auto child = world().add({.ppid = kOwn, .ignores = {fake::kTerm}});
  const auto other = world().add({.ppid = child->pid, .ignores = {fake::kTerm}});
  const KillDescendantsResult result = kill_below(kOwn, fake::kTerm);
  CHECK(result.matched == 2);
  CHECK((world().received(child) == std::vector<int>{fake::kTerm}));
  CHECK((world().received(other) == std::vector<int>{fake::kTerm}));
}

TEST(we_and_our_ancestors_are_skipped_and_everybody_is_refused) {
  world().reset();
  const auto sibling = world().add({.ppid = fake::kShell, .refuses = true});
  const KillDescendantsResult result = kill_below(fake::kShell, fake::kTerm);
  CHECK(result.outcomes.skipped_safety.size() == 1);
  CHECK(result.outcomes.skipped_safety.front().pid == kOwn);
  CHECK(result.outcomes.failed.size() == 1);
  CHECK(result.outcomes.failed.front().pid == sibling->pid);
  CHECK(result.outcomes.failed.front().code == "EPERM");
  SpareHandles spare;
  const auto everybody = kill_descendants({.pid = kInit}, {.signal = fake::kTerm}, spare);
  CHECK(!everybody.ok() && everybody.error().code == code::kProtectedProcess);
  CHECK(world().received(world().at(kOwn)).empty());
}

TEST(no_signal_goes_to_a_protected_group_or_to_a_stranger_with_the_pid) {
  world().reset();
  SpareHandles spare;
  for (const Pid group : {-1, 0, 1, kOwn, fake::kShell}) {
    const auto sent = send_signal_to_group({.pid = group}, fake::kTerm, spare);
    CHECK(!sent.ok() && sent.error().code == code::kProtectedProcess);
  }
  for (const Pid pid : {-1, 0}) {
    const auto sent = send_signal({.pid = pid}, fake::kTerm, spare);
    CHECK(!sent.ok() && sent.error().code == code::kInvalidArgument);
  }
  for (const Pid pid : {1, kOwn, fake::kShell}) {
    const auto sent = send_signal({.pid = pid}, fake::kTerm, spare);
    CHECK(!sent.ok() && sent.error().code == code::kProtectedProcess);
  }
  const auto stranger = world().add({.pid = 400, .ppid = kInit, .pgid = 400});
  const ProcessRef old{.pid = 400, .identity = fake::other_than(world().identity_of(stranger))};
  for (const auto send : {send_signal, send_signal_to_group}) {
    const auto sent = send(old, fake::kTerm, spare);
    CHECK(!sent.ok() && sent.error().code == code::kProcessReused);
  }
  CHECK(world().received(stranger).empty());
}

TEST(each_of_many_gets_the_signal_once_and_no_wrong_record_stands_in_its_way) {
  world().reset();
  SpareHandles spare;
  const auto one = world().add({.pid = 400, .ppid = kInit, .ignores = {fake::kTerm}});
  const ProcessRef record{.pid = 400, .identity = world().identity_of(one)};
  const ProcessRef wrong{.pid = 400, .identity = fake::other_than(world().identity_of(one))};
  const ProcessRef of_old{.pid = 400, .start_time_unix_ms = 1};
  const auto sent = send_signal_to_many({wrong, of_old, {.pid = 400}, record, wrong, {.pid = 400}}, fake::kTerm, spare);
  CHECK(sent.ok());
  CHECK_EQ(sent.value().outcomes.succeeded.size(), 1U);
  CHECK_EQ(sent.value().outcomes.failed.size(), 2U);
  for (const UnsignalledProcess& failed : sent.value().outcomes.failed) {
    CHECK_EQ(failed.code, std::string(code::kProcessReused));
  }
  CHECK((world().received(one) == std::vector<int>{fake::kTerm}));
}

TEST(json_text_is_ascii_and_says_the_same) {
  std::string text;
  append_json_text(text, "a\"\\\n\x01\x7F\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xFF\xC0\xAF");
  CHECK(text == "\"a\\\"\\\\\\u000a\\u0001\\u007f\\u00e9\\u20ac\\ud83d\\ude00\\ufffd\\ufffd\\ufffd\"");
}

}  // namespace
}  // namespace reeve::test
