#pragma once

#include <cstdint>

#include "platform/win32/kernel/windows.h"
// After <windows.h>.
#include <winternl.h>

// Functions of ntdll.dll that the SDK does not declare. Undocumented, and unchanged since Windows XP.
extern "C" {
NTSTATUS NTAPI NtSuspendProcess(HANDLE process);
NTSTATUS NTAPI NtResumeProcess(HANDLE process);
NTSTATUS NTAPI RtlGetVersion(OSVERSIONINFOW* version);
}

namespace reeve::windows {

inline constexpr NTSTATUS kTooSmall = static_cast<NTSTATUS>(0xC0000004);  // STATUS_INFO_LENGTH_MISMATCH

// The answer to NtQueryInformationProcess(ProcessBasicInformation), of which <winternl.h> hides the parent.
struct BasicInformation {
  std::uint64_t exit_status;
  std::uintptr_t peb;
  std::uint64_t affinity;
  std::int64_t priority;
  std::uint64_t pid;
  std::uint64_t parent_pid;
};
static_assert(sizeof(BasicInformation) == 48);

// One process in the answer to NtQuerySystemInformation(SystemProcessInformation). <winternl.h> has most of it as
// reserved bytes; the layout is that of ntexapi.h in the Windows driver kit's symbols. 64-bit only.
struct ProcessEntry {
  ULONG next_entry;  // bytes to the next, 0 in the last
  ULONG thread_count;
  std::uint64_t reserved_1[3];
  std::uint64_t creation_time;
  std::uint64_t user_time;
  std::uint64_t kernel_time;
  UNICODE_STRING image_name;
  LONG base_priority;
  std::uint64_t pid;
  std::uint64_t parent_pid;
  ULONG handle_count;
  ULONG session;
  std::uint64_t reserved_2;
  std::uint64_t memory_counters[12];
  std::uint64_t io_counters[6];
  // Followed by its threads.
};
static_assert(sizeof(ProcessEntry) == 256);

struct ThreadEntry {
  std::uint64_t times[3];
  ULONG wait_time;
  void* start_address;
  std::uint64_t pid;
  std::uint64_t tid;
  LONG priority;
  LONG base_priority;
  ULONG context_switches;
  ULONG state;
  ULONG wait_reason;
};
static_assert(sizeof(ThreadEntry) == 80);

}  // namespace reeve::windows
