#include <algorithm>
#include <array>
#include <memory>

#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/signals.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"
// After <windows.h>.
#include <ntsecapi.h>

namespace reeve {

void close_handle(OsHandle handle) noexcept { CloseHandle(handle); }

namespace platform {
namespace {

struct Signal {
  std::string_view name;
  int number;
};

// The names and numbers of Node on Windows, as far as they can ask or force a process to end.
constexpr std::array kSignals{Signal{"SIGHUP", windows::kHangUp},     Signal{"SIGINT", windows::kInterrupt},
                              Signal{"SIGQUIT", windows::kQuit},      Signal{"SIGKILL", windows::kKill},
                              Signal{"SIGTERM", windows::kTerminate}, Signal{"SIGBREAK", windows::kBreak}};
constexpr std::string_view kPrefix = "SIG";  // may be left out
constexpr std::size_t kTokenBytes = 12;
constexpr SIZE_T kStackBytes = SIZE_T{512} * 1024;

DWORD WINAPI run_body(void* argument) {
  const std::unique_ptr<std::function<void()>> body(static_cast<std::function<void()>*>(argument));
  (*body)();
  return 0;
}

}  // namespace

std::string_view name() { return "win32"; }

std::optional<int> signal_number(std::string_view name) {
  const auto found = std::find_if(kSignals.begin(), kSignals.end(), [&](const Signal& signal) {
    return signal.name == name || signal.name.substr(kPrefix.size()) == name;
  });
  return found == kSignals.end() ? std::nullopt : std::optional(found->number);
}

std::string signal_name(int number) {
  const auto found =
      std::find_if(kSignals.begin(), kSignals.end(), [&](const Signal& signal) { return signal.number == number; });
  return std::string(found == kSignals.end() ? std::string_view() : found->name);
}

int default_stop_signal() { return windows::kTerminate; }
int default_kill_signal() { return windows::kKill; }
int freeze_signal() { return windows::kSuspend; }
int continue_signal() { return windows::kResume; }
Pid own_pid() { return static_cast<Pid>(GetCurrentProcessId()); }

Result<Thread> start_thread(std::function<void()> body) {
  auto owned = std::make_unique<std::function<void()>>(std::move(body));
  void* const native =
      CreateThread(nullptr, kStackBytes, run_body, owned.get(), STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr);
  if (native == nullptr) return windows::last_error("CreateThread");
  static_cast<void>(owned.release());  // the thread's now
  return Thread{.native = reinterpret_cast<std::uintptr_t>(native)};
}

void join_thread(const Thread& thread) {
  const UniqueHandle native(reinterpret_cast<OsHandle>(thread.native));
  WaitForSingleObject(native.get(), INFINITE);
}

// Node's C library is not ours, so the number must come from Node: libuv's function is exported by node.exe, and by Bun.
Result<int> to_descriptor(UniqueHandle handle) {
  using Open = int (*)(void*);
  const auto open =
      reinterpret_cast<Open>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), "uv_open_osfhandle")));
  if (open == nullptr) return unsupported("this program offers no pipes to addons (uv_open_osfhandle is missing)");
  const int descriptor = open(handle.get());
  if (descriptor < 0) return windows::error_of(ERROR_TOO_MANY_OPEN_FILES, "uv_open_osfhandle");
  static_cast<void>(handle.release());  // the descriptor's now
  return descriptor;
}

Result<UniqueHandle> open_spare() {
  UniqueHandle spare(CreateEventW(nullptr, FALSE, FALSE, nullptr));
  if (!spare.valid()) return windows::last_error("CreateEvent");
  return spare;
}

Result<std::string> random_token() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, kTokenBytes> bytes{};
  if (RtlGenRandom(bytes.data(), static_cast<ULONG>(bytes.size())) == FALSE) return windows::last_error("RtlGenRandom");
  std::string token;
  for (const unsigned char byte : bytes) token.append({kDigits[byte >> 4U], kDigits[byte & 15U]});
  return token;
}

// Without those whose name begins with '=': cmd.exe keeps each drive's folder in them, they are no variables.
std::vector<std::string> environment() {
  std::vector<std::string> all;
  wchar_t* const block = GetEnvironmentStringsW();
  for (const wchar_t* entry = block; entry != nullptr && *entry != L'\0';
       entry += std::wstring_view(entry).size() + 1) {
    if (*entry != L'=') all.push_back(windows::to_utf8(entry));
  }
  if (block != nullptr) FreeEnvironmentStringsW(block);
  return all;
}

Result<std::string> absolute_path(const std::string& path) {
  const Result<std::wstring> wide = windows::to_utf16(path);
  if (!wide.ok()) return wide.error();
  // Asks for its size first, with the NUL; then for the text, and says its size without.
  std::wstring full(GetFullPathNameW(wide.value().c_str(), 0, nullptr, nullptr), L'\0');
  const DWORD size = GetFullPathNameW(wide.value().c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr);
  if (size == 0 || size >= full.size()) return windows::last_error("GetFullPathName");
  full.resize(size);
  return windows::to_utf8(full);
}

bool is_same_variable(std::string_view one, std::string_view other) {
  const Result<std::wstring> wide_one = windows::to_utf16(one);
  const Result<std::wstring> wide_other = windows::to_utf16(other);
  if (!wide_one.ok() || !wide_other.ok()) return one == other;
  return windows::equal_ignoring_case(wide_one.value(), wide_other.value());
}

}  // namespace platform
}  // namespace reeve
