#include "platform/win32/kernel/handle_table.h"

#include <algorithm>
#include <cstddef>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/nt.h"

namespace reeve::windows {
namespace {

constexpr std::size_t kFirstHandleBytes = std::size_t{1024} * 1024;
constexpr std::size_t kMostHandleBytes = std::size_t{1024} * 1024 * 1024;
constexpr ULONG kInheritable = 2;       // OBJ_INHERIT
constexpr ULONG kExtendedHandles = 64;  // SystemExtendedHandleInformation

// <winternl.h> has an enumeration for what is asked, and this is beyond its last.
using AskSystem = NTSTATUS(NTAPI*)(ULONG what, void* answer, ULONG size, ULONG* needed);

// The answer's layout, as of ntexapi.h in the Windows driver kit's symbols.
struct HandleEntry {
  void* object;
  std::uint64_t pid;
  std::uint64_t value;
  ULONG access;
  USHORT creator;
  USHORT type;
  ULONG attributes;
  ULONG reserved;
};
static_assert(sizeof(HandleEntry) == 40);
struct HandleEntries {
  std::uint64_t count;
  std::uint64_t reserved;
  HandleEntry entries[1];
};

}  // namespace

Result<std::vector<HandleRow>> list_handles(Pid pid) {
  std::vector<std::byte> buffer(kFirstHandleBytes);
  const auto ask = reinterpret_cast<AskSystem>(&NtQuerySystemInformation);
  for (;;) {
    ULONG needed = 0;
    const NTSTATUS status = ask(kExtendedHandles, buffer.data(), static_cast<ULONG>(buffer.size()), &needed);
    if (status >= 0) break;
    if (status != kTooSmall || buffer.size() >= kMostHandleBytes) {
      return status_error(status, "NtQuerySystemInformation", pid);
    }
    buffer.resize(std::max<std::size_t>(buffer.size() * 2, needed));
  }
  const auto* table = reinterpret_cast<const HandleEntries*>(buffer.data());
  std::vector<HandleRow> rows;
  for (std::uint64_t index = 0; index < table->count; ++index) {
    const HandleEntry& entry = table->entries[index];
    if (entry.pid != static_cast<std::uint64_t>(pid)) continue;
    rows.push_back({.value = entry.value, .access = entry.access, .inherited = (entry.attributes & kInheritable) != 0});
  }
  std::sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) { return one.value < other.value; });
  return rows;
}

}  // namespace reeve::windows
