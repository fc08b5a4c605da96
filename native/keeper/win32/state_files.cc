#include "keeper/win32/state_files.h"

#include <windows.h>
// After <windows.h>.
#include <psapi.h>

#include "core/keeper/protocol.h"
#include "keeper/records/kept_records.h"

namespace reeve::keeper {
namespace {

constexpr std::int64_t kUnitsPerMilli = 10'000;                // of a FILETIME
constexpr std::int64_t kUnixEpochMillis = 11'644'473'600'000;  // from 1601 to 1970
constexpr std::int64_t kBytesPerKb = 1024;

std::int64_t to_millis(const FILETIME& time) {
  return static_cast<std::int64_t>((std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime) / kUnitsPerMilli;
}

bool write_all(HANDLE file, const char* text, std::uint32_t length, std::uint32_t offset) {
  OVERLAPPED place{};
  place.Offset = offset;
  DWORD written = 0;
  return WriteFile(file, text, length, &written, &place) != FALSE && written == length;
}

bool set_size(HANDLE file, std::uint32_t size) {
  LARGE_INTEGER end{};
  end.QuadPart = size;
  return SetFilePointerEx(file, end, nullptr, FILE_BEGIN) != FALSE && SetEndOfFile(file) != FALSE;
}

void close(void*& handle) {
  if (handle != nullptr) CloseHandle(handle);
  handle = nullptr;
}

}  // namespace

bool StateFiles::fail(const char* step) {
  failed_step_ = step;
  return false;
}

const wchar_t* StateFiles::path(const char* name, wchar_t* buffer) const {
  std::uint32_t length = 0;
  for (; length < length_; ++length) buffer[length] = folder_[length];
  buffer[length++] = L'\\';
  while (*name != '\0') buffer[length++] = static_cast<wchar_t>(*name++);
  buffer[length] = L'\0';
  return buffer;
}

bool StateFiles::is_there(const char* name) { return GetFileAttributesW(path(name, path_)) != INVALID_FILE_ATTRIBUTES; }

bool StateFiles::open() {
  if (length_ == 0) return true;
  HANDLE const lock = CreateFileW(path(kLockFile, path_), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_ALWAYS,
                                  FILE_ATTRIBUTE_NORMAL, nullptr);
  if (lock == INVALID_HANDLE_VALUE) return fail("lock");
  lock_ = lock;
  // A folder is for one job: what is known of an earlier one is never written over.
  if (is_there(kJobFile) || is_there(kExitFile)) {
    SetLastError(ERROR_FILE_EXISTS);
    return fail("state_dir");
  }
  ours_ = true;
  job_ = make(kNewJobFile, kMostRecord);
  exit_ = job_ == nullptr ? nullptr : make(kNewExitFile, kRoomForExit);
  return exit_ != nullptr || fail("state_dir");
}

// With all the room that it will need, taken now.
void* StateFiles::make(const char* name, std::uint32_t room) {
  void* file = CreateFileW(path(name, path_), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                           CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return nullptr;
  if (set_size(file, room)) return file;
  const DWORD error = GetLastError();
  close(file);
  DeleteFileW(path(name, path_));
  SetLastError(error);
  return nullptr;
}

bool StateFiles::rename(const char* from, const char* to, std::uint32_t how) {
  return MoveFileExW(path(from, path_), path(to, new_path_), how) != FALSE;
}

bool StateFiles::write_job(const char* record, std::uint32_t length) {
  if (length_ == 0) return true;
  char start[sizeof kBeforeState + sizeof kStarting + 16];
  Text text(start, sizeof start);
  text << kBeforeState << kStarting << kAfterState;
  const std::uint32_t before = text.length();
  constexpr std::uint32_t kRest = sizeof kAfterRecord - 1;
  const bool written = write_all(job_, start, before, 0) && write_all(job_, record, length, before) &&
                       write_all(job_, kAfterRecord, kRest, before + length) &&
                       set_size(job_, before + length + kRest) && rename(kNewJobFile, kJobFile, 0);
  return written || fail("state_dir");
}

void StateFiles::mark(const char* state) const {
  if (job_ != nullptr) write_all(job_, state, kStateLength, kStateAt);
}

void StateFiles::mark_running() { mark(kRunning); }
void StateFiles::mark_failed() { mark(kFailed); }
void StateFiles::settle() { close(job_); }

bool StateFiles::write_exit(std::uint32_t pid, const char* identity, void* process) {
  if (length_ == 0) return true;
  DWORD code = 0;
  FILETIME started{};
  FILETIME ended{};
  FILETIME kernel{};
  FILETIME user{};
  PROCESS_MEMORY_COUNTERS memory{};
  if (GetExitCodeProcess(process, &code) == FALSE) return false;
  GetProcessTimes(process, &started, &ended, &kernel, &user);
  K32GetProcessMemoryInfo(process, &memory, sizeof memory);
  char buffer[kRoomForExit];
  Text text(buffer, sizeof buffer);
  compose(text, {.pid = std::int64_t{pid},
                 .identity = identity,
                 .code = std::int64_t{code},
                 .ended_unix_ms = to_millis(ended) - kUnixEpochMillis,
                 .cpu_user_ms = to_millis(user),
                 .cpu_system_ms = to_millis(kernel),
                 .max_rss_kb = static_cast<std::int64_t>(memory.PeakWorkingSetSize) / kBytesPerKb});
  // In this order: what has the final name is whole and on disk, also after a loss of power.
  const bool written =
      write_all(exit_, buffer, text.length(), 0) && set_size(exit_, text.length()) && FlushFileBuffers(exit_) != FALSE;
  close(exit_);
  return written && rename(kNewExitFile, kExitFile, MOVEFILE_WRITE_THROUGH);
}

void StateFiles::forget() {
  close(job_);
  close(exit_);
  if (ours_) {
    DeleteFileW(path(kNewJobFile, path_));
    DeleteFileW(path(kNewExitFile, path_));
    DeleteFileW(path(kJobFile, path_));
    close(lock_);
    DeleteFileW(path(kLockFile, path_));
  }
  close(lock_);
}

}  // namespace reeve::keeper
