#include "platform/win32/kernel/keeper_program.h"

#include "core/keeper/kept_job.h"
#include "core/platform.h"
#include "platform/win32/kernel/channel.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/keeper_plan.h"
#include "platform/win32/kernel/start_attributes.h"
#include "platform/win32/kernel/text.h"

namespace reeve::windows {
namespace {

constexpr std::wstring_view kKeeperName = L"reeve-keeper.exe";

std::wstring keeper_file() {
  HMODULE own = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     reinterpret_cast<const wchar_t*>(&start_keeper), &own);
  std::wstring path(kLongestPath, L'\0');
  path.resize(GetModuleFileNameW(own, path.data(), kLongestPath));
  return path.substr(0, path.rfind(L'\\') + 1).append(kKeeperName);
}

std::wstring system_folder() {
  std::wstring path(MAX_PATH, L'\0');
  path.resize(GetSystemDirectoryW(path.data(), MAX_PATH));
  return path;
}

Error cannot_start(const std::wstring& file) {
  Error error = last_error(kKeeperOp);
  error.detail = "cannot execute '" + to_utf8(file) + "': " + platform::error_text(error.os);
  return error;
}

}  // namespace

Result<StartedKeeper> start_keeper(const std::string& token) {
  Result<ChannelEnds> ends = open_channel(token);
  if (!ends.ok()) return ends.error();
  StartAttributes attributes;
  const Status set = attributes.set({ends.value().theirs.get()}, kInvalidHandle);
  if (!set.ok()) return set.error();
  STARTUPINFOEXW info{};
  info.StartupInfo.cb = sizeof info;
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  info.StartupInfo.hStdInput = ends.value().theirs.get();
  info.lpAttributeList = attributes.get();
  const std::wstring file = keeper_file();
  std::wstring command_line(kKeeperName);
  std::wstring environment(2, L'\0');  // its end alone
  PROCESS_INFORMATION started{};
  constexpr DWORD kFlags =
      CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT | DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP;
  if (CreateProcessW(file.c_str(), command_line.data(), nullptr, nullptr, TRUE, kFlags, environment.data(),
                     system_folder().c_str(), &info.StartupInfo, &started) == FALSE) {
    return cannot_start(file);
  }
  CloseHandle(started.hThread);
  return StartedKeeper{
      .keeper = {.pid = static_cast<Pid>(started.dwProcessId), .handle = UniqueHandle(started.hProcess)},
      .channel = std::move(ends.value().ours)};
}

Result<std::uint64_t> give(const Pin& keeper, OsHandle handle) {
  HANDLE copy = nullptr;
  if (DuplicateHandle(GetCurrentProcess(), handle, keeper.handle.get(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS) ==
      FALSE) {
    Error error = last_error(kKeeperOp, keeper.pid);
    error.detail = "the keeper cannot be given a handle: " + platform::error_text(error.os);
    return error;
  }
  return std::uint64_t{reinterpret_cast<std::uintptr_t>(copy)};
}

}  // namespace reeve::windows
