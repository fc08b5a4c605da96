#include "test/win32/scene.h"

// What the platform goes around, or does without, because Wine 8 does otherwise than Windows documents. One that fails
// under a newer Wine says that this can go. Those that a caller of reeve sees are in test/windows/wine.ts.
namespace reeve::test {
namespace {

TEST(wine_wants_more_rights_to_say_whether_a_process_is_in_a_job) {
  const Scene scene;
  const std::string name = fresh_name();
  const Result<JobFolder> folder = platform::make_folder(name, {});
  REQUIRE(folder.ok());
  const Sleeper inside = start_sleeper(name);
  const UniqueHandle limited(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(inside.pin.pid)));
  BOOL answer = FALSE;
  CHECK_EQ(IsProcessInJob(limited.get(), folder.value().hold.get(), &answer) != FALSE && answer != FALSE, !is_wine());
  CHECK(platform::is_folder_member(inside.pin.pid, name));
  kill_and_wait(inside.pin);
}

TEST(wine_kills_the_dead) {
  const Scene scene;
  const Sleeper sleeper = start_sleeper();
  kill_and_wait(sleeper.pin);
  CHECK_EQ(TerminateProcess(sleeper.pin.handle.get(), 7) != FALSE, is_wine());
  CHECK_EQ(platform::reap(sleeper.pin)->code, std::optional<std::int64_t>(1));
}

TEST(wine_does_not_tell_the_limits_of_a_job) {
  const Scene scene;
  const Result<JobFolder> folder = platform::make_folder(fresh_name(), {.ends_with_us = true});
  REQUIRE(folder.ok());
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  CHECK(QueryInformationJobObject(folder.value().hold.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits,
                                  nullptr) != FALSE);
  const DWORD told = is_wine() ? 0 : JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  CHECK_EQ(limits.BasicLimitInformation.LimitFlags, told);
}

TEST(wine_counts_no_handles) {
  DWORD count = 0;
  CHECK(GetProcessHandleCount(GetCurrentProcess(), &count) != FALSE);
  CHECK_EQ(count > 0, !is_wine());
}

}  // namespace
}  // namespace reeve::test
