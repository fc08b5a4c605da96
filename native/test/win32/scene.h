#pragma once

#include <windows.h>
// After <windows.h>.
#include <winternl.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/platform.h"
#include "platform/win32/kernel/text.h"
#include "test/check.h"

namespace reeve::test {

// The answer to SystemExtendedHandleInformation. GetProcessHandleCount says 0 under Wine 8.
struct HandleTable {
  struct Entry {
    void* object;
    std::uintptr_t pid;
    std::uintptr_t value;
    std::uint64_t rest[2];
  };
  std::uintptr_t count;
  std::uintptr_t reserved;
};

inline constexpr std::underlying_type_t<SYSTEM_INFORMATION_CLASS> kAllHandles = 64;

inline std::size_t open_handles() {
  std::vector<std::uintptr_t> buffer(std::size_t{1} << 17U);
  ULONG needed = 0;
  while (NtQuerySystemInformation(std::bit_cast<SYSTEM_INFORMATION_CLASS>(kAllHandles), buffer.data(),
                                  static_cast<ULONG>(buffer.size() * sizeof buffer[0]), &needed) < 0) {
    buffer.resize(buffer.size() * 2);
  }
  const auto* const table = reinterpret_cast<const HandleTable*>(buffer.data());
  const auto* const entries = reinterpret_cast<const HandleTable::Entry*>(table + 1);
  return static_cast<std::size_t>(std::count_if(entries, entries + table->count,
                                                [](const auto& entry) { return entry.pid == GetCurrentProcessId(); }));
}

inline std::string fresh_name() { return "Local\\reeve-test-" + platform::random_token().value(); }

// The first name opens the folder of names, for good.
inline bool open_names() { return platform::make_folder(fresh_name(), {}).ok(); }

// Declared first in each test: at its end no handle may be left.
class Scene {
 public:
  Scene() {
    static const bool names_are_open = open_names();
    CHECK(names_are_open);
    before_ = open_handles();
  }
  // Fewer are no fault: the thread pool of an earlier test lets go of its own when it likes.
  ~Scene() { CHECK(open_handles() <= before_); }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

 private:
  std::size_t before_ = 0;
};

inline bool eventually(const std::function<bool()>& condition) {
  for (int round = 0; round < 5000; ++round) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

// This program's own environment, which a started one needs to find the system.
inline SpawnPlan plan_of(std::vector<std::string> arguments) {
  SpawnPlan plan;
  plan.file = arguments.front();
  plan.arguments = std::move(arguments);
  plan.environment = platform::environment();
  return plan;
}

inline SpawnPlan shell_plan(const std::string& line) { return plan_of({"cmd.exe", "/d", "/c", line}); }

// A program that does nothing until it is killed: its input stays open.
struct Sleeper {
  Pin pin;
  UniqueHandle input;
};

inline Sleeper start_sleeper(const std::string& folder = {}) {
  SpawnPlan plan = shell_plan("set /p line=");
  plan.streams[0].kind = StreamPlan::Kind::pipe;
  Result<SpawnedProcess> started = platform::spawn(plan, folder, FolderSupport::Entry::born_inside);
  CHECK(started.ok());
  if (!started.ok()) return {};
  return {.pin = std::move(started.value().pin), .input = std::move(started.value().parent_ends[0])};
}

inline void wait_for(const Pin& pin) { WaitForSingleObject(pin.handle.get(), INFINITE); }

inline void kill_and_wait(const Pin& pin) {
  CHECK(platform::send_signal(pin, platform::default_kill_signal()).ok());
  wait_for(pin);
}

// All that the program writes to its output; it has ended then.
inline std::string output_of(SpawnPlan plan, std::int64_t* exit_code = nullptr) {
  plan.streams[1].kind = StreamPlan::Kind::pipe;
  Result<SpawnedProcess> child = platform::spawn(plan, {}, FolderSupport::Entry::none);
  if (!child.ok()) {
    fault(__FILE__, __LINE__, message_of(child.error()));
    return {};
  }
  const UniqueHandle done(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  std::string text;
  char buffer[4096];
  for (;;) {
    OVERLAPPED reading{};
    reading.hEvent = done.get();
    DWORD size = 0;
    const HANDLE pipe = child.value().parent_ends[1].get();
    const bool begun =
        ReadFile(pipe, buffer, sizeof buffer, nullptr, &reading) != FALSE || GetLastError() == ERROR_IO_PENDING;
    if (!begun || GetOverlappedResult(pipe, &reading, &size, TRUE) == FALSE || size == 0) break;
    text.append(buffer, size);
  }
  wait_for(child.value().pin);
  if (exit_code != nullptr) *exit_code = platform::reap(child.value().pin)->code.value_or(-1);
  return text;
}

// What Wine 8 does otherwise than Windows is in test/windows/wine.ts.
inline bool is_wine() { return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr; }

inline std::string own_program() {
  std::wstring path(MAX_PATH, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), MAX_PATH));
  return windows::to_utf8(path);
}

}  // namespace reeve::test
