#include "test/win32/scene.h"

namespace reeve::test {
namespace {

constexpr auto kNoFolder = FolderSupport::Entry::none;

// A start that must fail, with what it says.
Error failure_of(const SpawnPlan& plan, const std::string& folder = {}) {
  const auto child = platform::spawn(plan, folder, kNoFolder);
  CHECK(!child.ok());
  return child.ok() ? Error{.code = "none", .op = {}} : child.error();
}

TEST(spawn_runs_and_tells_output_and_code) {
  const Scene scene;
  std::int64_t code = -1;
  CHECK_EQ(output_of(shell_plan("echo hello& exit 42"), &code), "hello\r\n");
  CHECK_EQ(code, 42);
}

TEST(spawn_tells_exit_codes_of_32_bits) {
  const Scene scene;
  for (const std::int64_t wanted : {0LL, 259LL, 0xC0000005LL, 0xFFFFFFFFLL}) {
    const Sleeper sleeper = start_sleeper();
    CHECK(!platform::reap(sleeper.pin).has_value());
    TerminateProcess(sleeper.pin.handle.get(), static_cast<UINT>(wanted));
    wait_for(sleeper.pin);
    const std::optional<ExitStatus> exit = platform::reap(sleeper.pin);
    REQUIRE(exit.has_value());
    CHECK_EQ(exit->code, std::optional(wanted));
  }
}

TEST(spawn_gives_environment_and_folder) {
  const Scene scene;
  SpawnPlan plan = shell_plan("echo %SHOWN%& cd");
  plan.environment.emplace_back("SHOWN=žluť 日本");
  plan.cwd = "C:\\windows";
  // In the console's own alphabet; what matters here is that both lines come.
  const std::string text = output_of(plan);
  CHECK(text.ends_with("\r\nC:\\windows\r\n"));
}

TEST(spawn_says_what_cannot_be_started_and_leaves_nothing) {
  const Scene scene;
  CHECK_EQ(failure_of(plan_of({"reeve-no-such-command"})).code, "ENOENT");
  CHECK_EQ(failure_of(plan_of({"C:\\windows"})).code, "ENOENT");
  SpawnPlan lost = shell_plan("exit 0");
  lost.cwd = "C:\\no\\such\\folder";
  CHECK_EQ(failure_of(lost).code, "ENOENT");
  CHECK_EQ(failure_of(lost).op, "chdir");
  SpawnPlan in_file = shell_plan("exit 0");
  in_file.cwd = "C:\\windows\\system32\\cmd.exe";
  CHECK_EQ(failure_of(in_file).code, "ENOTDIR");
  CHECK_EQ(failure_of(shell_plan("exit 0"), fresh_name()).code, "ENOENT");
  SpawnPlan broken = shell_plan("exit 0");
  broken.streams[0] = {.kind = StreamPlan::Kind::file, .path = "C:\\no\\such\\file"};
  CHECK_EQ(failure_of(broken).op, "CreateFile");
}

TEST(spawn_refuses_what_only_unix_has) {
  const Scene scene;
  SpawnPlan user = shell_plan("exit 0");
  user.uid = 0;
  CHECK_EQ(failure_of(user).code, "ERR_UNSUPPORTED");
  SpawnPlan mask = shell_plan("exit 0");
  mask.umask = 0;
  CHECK_EQ(failure_of(mask).code, "ERR_UNSUPPORTED");
}

TEST(spawn_takes_line_of_32766_letters_and_no_more) {
  const Scene scene;
  const std::size_t room = 32'766 - own_program().size() - 1;
  const auto plan = [](std::size_t letters) { return plan_of({own_program(), std::string(letters, 'x')}); };
  CHECK_EQ(output_of(plan(room)), "0 passed, 0 failed\r\n");
  CHECK_EQ(failure_of(plan(room + 1)).code, "E2BIG");
}

TEST(spawn_hands_on_no_handle_but_the_three) {
  const Scene scene;
  SECURITY_ATTRIBUTES attributes{.nLength = sizeof attributes, .lpSecurityDescriptor = nullptr, .bInheritHandle = TRUE};
  UniqueHandle ours(CreateEventW(&attributes, TRUE, FALSE, nullptr));
  const Sleeper sleeper = start_sleeper();
  // A handle of the same number in the child would be the same event.
  HANDLE copy = nullptr;
  const bool there = DuplicateHandle(sleeper.pin.handle.get(), ours.get(), GetCurrentProcess(), &copy, 0, FALSE,
                                     DUPLICATE_SAME_ACCESS) != FALSE;
  const UniqueHandle copied(copy);
  SetEvent(ours.get());
  CHECK(!there || WaitForSingleObject(copied.get(), 0) != WAIT_OBJECT_0);
  kill_and_wait(sleeper.pin);
}

TEST(spawn_sets_the_priority) {
  const Scene scene;
  for (const auto& [nice, wanted] : {std::pair{-20, HIGH_PRIORITY_CLASS}, std::pair{-5, ABOVE_NORMAL_PRIORITY_CLASS},
                                     std::pair{0, NORMAL_PRIORITY_CLASS}, std::pair{10, BELOW_NORMAL_PRIORITY_CLASS},
                                     std::pair{19, IDLE_PRIORITY_CLASS}}) {
    SpawnPlan plan = shell_plan("set /p line=");
    plan.streams[0].kind = StreamPlan::Kind::pipe;
    plan.nice = nice;
    const auto child = platform::spawn(plan, {}, kNoFolder);
    REQUIRE(child.ok());
    const DWORD seen = is_wine() ? NORMAL_PRIORITY_CLASS : static_cast<DWORD>(wanted);  // prioritiesAreGivenAtTheStart
    CHECK_EQ(GetPriorityClass(child.value().pin.handle.get()), seen);
    kill_and_wait(child.value().pin);
  }
}

}  // namespace
}  // namespace reeve::test
