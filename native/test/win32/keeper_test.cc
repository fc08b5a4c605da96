#include "core/keeper/protocol.h"
#include "test/win32/scene.h"

namespace reeve::test {
namespace {

// A folder of this test alone, and a job in it that is prepared.
class Kept {
 public:
  explicit Kept(bool ends_with_us) {
    wchar_t base[MAX_PATH];
    REQUIRE(GetTempPathW(MAX_PATH, base) > 0);
    state_dir_ = windows::to_utf8(base) + "reeve-test-" + token_;
    REQUIRE(CreateDirectoryW(windows::to_utf16(state_dir_).value().c_str(), nullptr) != FALSE);
    Result<JobFolder> made = platform::make_folder(name_, {.ends_with_us = true});
    REQUIRE(made.ok());
    folder_ = std::move(made.value());
    plan_ = shell_plan("echo ran> " + state_dir_ + "\\ran& exit 5");
    Result<PreparedJob> prepared = platform::prepare_kept(
        plan_, {.token = token_, .state_dir = state_dir_, .folder = name_, .ends_with_us = ends_with_us});
    if (!prepared.ok()) fault(__FILE__, __LINE__, message_of(prepared.error()));
    REQUIRE(prepared.ok());
    job = std::move(prepared.value());
  }
  ~Kept() {
    folder_.hold.reset();
    for (const char* name : {"ran", "lock", "job.json", "exit.json", "job.json.new", "exit.json.new"}) {
      DeleteFileW(path(name).c_str());
    }
    CHECK(RemoveDirectoryW(windows::to_utf16(state_dir_).value().c_str()) != FALSE);
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  [[nodiscard]] bool has(const char* name) const {
    return GetFileAttributesW(path(name).c_str()) != INVALID_FILE_ATTRIBUTES;
  }
  [[nodiscard]] std::string state_dir() const { return state_dir_; }
  Status release() {
    const Identity identity = platform::read_identity(job.process.pin).value();
    return platform::release_kept(job, plan_, to_text(identity), R"({"made":"up"})");
  }

  PreparedJob job;

 private:
  [[nodiscard]] std::wstring path(const char* name) const {
    return windows::to_utf16(state_dir_ + "\\" + name).value();
  }

  std::string token_ = platform::random_token().value();
  std::string name_ = "Local\\reeve-test-" + token_;
  std::string state_dir_;
  JobFolder folder_;
  SpawnPlan plan_;
};

bool is_gone(const Pin& pin) {
  return eventually([&] { return platform::has_ended(pin); });
}

TEST(keepers_work_here) {
  const Scene scene;
  const std::optional<Error> refusal = platform::keeper_refusal();
  if (refusal) fault(__FILE__, __LINE__, message_of(*refusal));
}

TEST(a_kept_job_runs_once_it_is_released) {
  const Scene scene;
  for (const bool ends_with_us : {false, true}) {
    Kept kept(ends_with_us);
    CHECK(kept.has("lock"));
    CHECK(!kept.has("job.json"));
    CHECK(!platform::has_ended(kept.job.process.pin));
    CHECK(kept.release().ok());
    CHECK(kept.has("job.json"));
    CHECK(is_gone(kept.job.process.pin));
    CHECK(is_gone(kept.job.keeper));
    CHECK(kept.has("ran"));
    const Result<std::string> exit = platform::read_kept_exit(kept.state_dir());
    REQUIRE(exit.ok());
    CHECK(exit.value().find("\"exit_code\":5,") != std::string::npos);
  }
}

TEST(a_job_that_is_dropped_runs_nothing_and_leaves_nothing) {
  const Scene scene;
  Kept kept(true);
  platform::drop_kept(kept.job);
  CHECK(platform::has_ended(kept.job.keeper));
  CHECK(is_gone(kept.job.process.pin));
  for (const char* name : {"ran", "lock", "job.json", "job.json.new", "exit.json.new"}) CHECK(!kept.has(name));
}

TEST(a_job_whose_keeper_is_killed_before_its_release_runs_nothing) {
  const Scene scene;
  Kept kept(false);
  kill_and_wait(kept.job.keeper);
  const Status released = kept.release();
  CHECK(!released.ok() && released.error().op == kKeeperOp);
  CHECK(is_gone(kept.job.process.pin));
  CHECK(!kept.has("ran"));
  CHECK(!kept.has("job.json"));
}

TEST(a_kept_exit_that_is_not_there_is_no_exit) {
  const Scene scene;
  const Result<std::string> exit = platform::read_kept_exit("C:\\no\\such\\folder");
  CHECK(!exit.ok() && exit.error().code == "ENOENT");
}

}  // namespace
}  // namespace reeve::test
