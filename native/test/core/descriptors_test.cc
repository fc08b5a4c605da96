#include "core/descriptors/list_fds.h"
#include "test/check.h"
#include "test/core/scene.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::test {
namespace {

struct Told {
  Result<FdListHead> head;
  std::string text;
};

Told list(const ProcessRef& ref, const std::optional<DescriptorKind>& kind = std::nullopt) {
  SpareHandles spare;
  std::string text;
  Result<FdListHead> head = list_fds(ref, kind, spare, [&](const std::string& part) { text += part; });
  return {.head = std::move(head), .text = std::move(text)};
}

ProcessPtr add_opener() {
  const ProcessPtr process = add_leader();
  process->descriptors = {{.number = 3, .kind = DescriptorKind::file, .path = std::string("/a\xff")},
                          {.number = 4, .kind = DescriptorKind::socket, .socket = SocketFacts{.family = "unix"}}};
  return process;
}

TEST(descriptors_are_told_in_utf8_with_a_remark) {
  world().reset();
  const Told told = list(ref_to(add_opener()));
  REQUIRE(told.head.ok());
  CHECK(told.text.find("\"path\":\"/a\\ufffd\"") != std::string::npos);
  CHECK_EQ(told.head.value().warnings.size(), 1U);
  CHECK(told.head.value().identity.has_value());
}

TEST(descriptors_of_one_kind) {
  world().reset();
  const Told told = list(ref_to(add_opener()), DescriptorKind::socket);
  CHECK(told.text.find("\"fd\":4") != std::string::npos && told.text.find("\"fd\":3") == std::string::npos);
}

TEST(descriptors_of_one_that_is_gone_or_reused_are_refused) {
  world().reset();
  const ProcessPtr opener = add_opener();
  CHECK_EQ(list({.pid = 4000}).head.error().code, "ESRCH");
  const ProcessRef other{.pid = opener->pid, .identity = fake::other_than(world().identity_of(opener))};
  CHECK_EQ(list(other).head.error().code, code::kProcessReused);
}

TEST(descriptors_read_while_the_process_went_are_not_told) {
  world().reset();
  const ProcessPtr opener = add_opener();
  world().before_descriptors = [&](Pid) { world().exit(opener->pid, 0); };
  const Told told = list(ref_to(opener));
  CHECK(!told.head.ok() && told.head.error().code == "ESRCH");
  CHECK_EQ(told.text, "");
}

TEST(descriptors_that_may_not_be_read_are_refused_with_a_sentence) {
  world().reset();
  const ProcessPtr opener = add_opener();
  opener->refuses = true;
  const Told told = list(ref_to(opener));
  REQUIRE(!told.head.ok());
  CHECK_EQ(told.head.error().code, "EACCES");
  CHECK(message_of(told.head.error()).find("has open may not be read") != std::string::npos);
}

}  // namespace
}  // namespace reeve::test
