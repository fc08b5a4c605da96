#include "core/identity/ref_text.h"

#include "core/records/json_writer.h"
#include "core/records/spawn_in_group_result.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

const Identity kJob{.boot = "b007", .pid = 1001, .start = 1500, .unique = 77};

std::string refusal(std::string_view json) {
  const auto ref = parse_ref(json);
  if (!CHECK(!ref.ok())) return {};
  CHECK_EQ(ref.error().code, code::kInvalidArgument);
  return ref.error().detail;
}

SpawnInGroupResult record_of(Containment containment) {
  SpawnInGroupResult record;
  record.pid = record.pgid = kJob.pid;
  record.identity = to_text(kJob);
  record.start_time_unix_ms = 1790000000000;
  record.containment = std::move(containment);
  return record;
}

TEST(ref_text_of_a_pid) {
  CHECK_EQ(parse_ref("4711").value().pid, 4711);
  for (const char* none : {"0", "-1", "2147483648", "1.5", "\"4711\"", "[4711]", "null", "true"})
    CHECK(refusal(none) != "");
}

// What a job's record says comes back as it was.
TEST(ref_text_of_a_record_is_read_as_it_was_written) {
  const Containment held{
      .kind = ContainmentKind::cgroup,
      .pgid = 1001,
      .sid = 1001,
      .cookie = kToken,
      .folder = kFolder,
      .folder_id = UINT64_MAX,
      .keeper = Keeper{.identity = {.boot = "b007", .pid = 1000, .start = 1499}, .state_dir = "/state/\xc3\xa9"}};
  const auto ref = parse_ref(JsonWriter::text_of(record_of(held)));
  REQUIRE(ref.ok() && ref.value().identity && ref.value().containment && ref.value().containment->keeper);
  CHECK_EQ(to_text(*ref.value().identity), to_text(kJob));
  CHECK_EQ(ref.value().start_time_unix_ms, 1790000000000);
  CHECK_EQ(JsonWriter::text_of(*ref.value().containment), JsonWriter::text_of(held));
}

TEST(ref_text_of_a_record_without_all) {
  const auto ref = parse_ref(R"({"pid":1001,"identity":null,"start_time_unix_ms":null,"containment":null,"more":[1]})");
  REQUIRE(ref.ok());
  CHECK(!ref.value().identity && !ref.value().start_time_unix_ms && !ref.value().containment);
}

TEST(ref_text_refuses_half_a_record) {
  CHECK(refusal("{}").starts_with("pid is missing"));
  CHECK(refusal(R"({"pid":7,"identity":")" + to_text(kJob) + "\"}").ends_with("is not of pid 7"));
  CHECK(refusal(R"({"pid":7,"identity":7})").starts_with("identity must be"));
  CHECK(refusal(R"({"pid":7,"start_time_unix_ms":-1})").starts_with("start_time_unix_ms must be"));
  CHECK(refusal(R"({"pid":7,"containment":{"kind":"none","sid":1.5}})").starts_with("containment.sid must be"));
  CHECK(refusal(R"({"pid":7,"containment":{"pgid":7}})").starts_with("containment.kind is no kind"));
  CHECK(refusal(R"({"pid":7,"containment":{"kind":"keeper"}})").starts_with("containment.keeper is missing"));
  CHECK(refusal(R"({"pid":7,"containment":{"kind":"none","keeper":{}}})").starts_with("containment.keeper.pid is"));
  CHECK(refusal(R"({"pid":7,"containment":{"kind":"cgroup","cgroup_id":"1x"}})").starts_with("containment.cgroup_id"));
}

// Behind the NUL stands what makes it look like the job's own folder; the system would be told of another.
TEST(ref_text_refuses_a_path_that_a_nul_cuts_off) {
  const std::string cut = "/sys/fs/cgroup\\u0000" + kToken;
  const std::string head = R"({"pid":7,"containment":{"kind":"cgroup","cookie":")" + kToken;
  CHECK(refusal(head + R"(","cgroup_path":")" + cut + "\"}}") == "containment.cgroup_path contains a NUL byte");
  Containment made_up{.kind = ContainmentKind::cgroup, .cookie = kToken};
  made_up.folder = std::string("/sys/fs/cgroup\0", 15) + kToken;
  CHECK(!check(made_up).ok());
}

}  // namespace
}  // namespace reeve::test
