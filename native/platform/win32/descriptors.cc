#include <array>
#include <cstddef>

#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/handle_table.h"
#include "platform/win32/kernel/nt.h"
#include "platform/win32/kernel/text.h"

namespace reeve::platform {
namespace {

constexpr auto kTypeInformation = static_cast<OBJECT_INFORMATION_CLASS>(2);  // ObjectTypeInformation
constexpr std::size_t kTypeBytes = 1024;
constexpr std::size_t kFirstPath = 1024;
constexpr unsigned kHalf = 32;

struct TypeKind {
  std::wstring_view type;
  DescriptorKind kind;
};
constexpr auto kTypeKinds = std::to_array<TypeKind>({{L"Process", DescriptorKind::process},
                                                     {L"Thread", DescriptorKind::thread},
                                                     {L"Semaphore", DescriptorKind::semaphore},
                                                     {L"Section", DescriptorKind::shared_memory}});

std::wstring type_of(HANDLE object) {
  alignas(UNICODE_STRING) std::array<std::byte, kTypeBytes> answer;
  ULONG size = 0;
  if (NtQueryObject(object, kTypeInformation, answer.data(), static_cast<ULONG>(answer.size()), &size) < 0) return {};
  const auto* name = reinterpret_cast<const UNICODE_STRING*>(answer.data());
  return name->Buffer == nullptr ? std::wstring() : std::wstring(name->Buffer, name->Length / sizeof(wchar_t));
}

std::optional<std::string> path_of(HANDLE file) {
  std::wstring path(kFirstPath, L'\0');
  for (int tries = 0; tries < 2; ++tries) {
    const DWORD length = GetFinalPathNameByHandleW(file, path.data(), static_cast<DWORD>(path.size()), 0);
    if (length == 0) return std::nullopt;
    const bool whole = length < path.size();
    path.resize(length);
    if (whole) break;
  }
  constexpr std::wstring_view kLongPrefix = L"\\\\?\\";
  std::wstring_view shown = path;
  if (shown.starts_with(kLongPrefix) && !shown.starts_with(L"\\\\?\\UNC\\")) shown.remove_prefix(kLongPrefix.size());
  return windows::to_utf8(shown);
}

void fill_disk_file(DescriptorFacts& facts, HANDLE file) {
  facts.kind = DescriptorKind::file;
  facts.path = path_of(file);
  BY_HANDLE_FILE_INFORMATION information{};
  if (GetFileInformationByHandle(file, &information) == FALSE) return;
  if ((information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) facts.kind = DescriptorKind::directory;
  facts.inode = std::uint64_t{information.nFileIndexHigh} << kHalf | information.nFileIndexLow;
  if (facts.path) facts.deleted = information.nNumberOfLinks == 0;
}

// Nothing that takes a file's lock is asked of what is no file on a disk: a read that waits there would hold us up for as
// long as it waits, and that is why pipes and sockets are not told apart.
void fill_file(DescriptorFacts& facts, HANDLE file, std::uint32_t access) {
  const bool reads = (access & FILE_READ_DATA) != 0;
  const bool writes = (access & (FILE_WRITE_DATA | FILE_APPEND_DATA)) != 0;
  facts.access = reads && writes ? Access::read_write : writes ? Access::write : reads ? Access::read : Access::path;
  switch (GetFileType(file)) {
    case FILE_TYPE_DISK:
      return fill_disk_file(facts, file);
    case FILE_TYPE_CHAR:
      facts.kind = DescriptorKind::device;
      break;
    case FILE_TYPE_PIPE:
      facts.target = "File: pipe or socket";
      break;
    default:
      break;
  }
}

DescriptorFacts describe_handle(const windows::HandleRow& row, HANDLE object) {
  const std::wstring type = type_of(object);
  DescriptorFacts facts{.number = row.value, .close_on_exec = !row.inherited};
  if (!type.empty()) facts.target = windows::to_utf8(type);
  for (const TypeKind& known : kTypeKinds) {
    if (type == known.type) facts.kind = known.kind;
  }
  if (facts.kind == DescriptorKind::process) {
    const DWORD pid = GetProcessId(object);
    if (is_pid(pid)) facts.target_pid = static_cast<Pid>(pid);
  }
  if (type == L"File") fill_file(facts, object, row.access);
  return facts;
}

}  // namespace

Result<DescriptorScan> read_descriptors(const Pin& pin, const std::optional<DescriptorKind>& kind) {
  if (has_ended(pin)) return DescriptorScan{};
  const UniqueHandle process(OpenProcess(PROCESS_DUP_HANDLE, FALSE, static_cast<DWORD>(pin.pid)));
  if (!process.valid()) return windows::last_error("OpenProcess", pin.pid);
  const Result<std::vector<windows::HandleRow>> rows = windows::list_handles(pin.pid);
  if (!rows.ok()) return rows.error();
  DescriptorScan scan;
  std::size_t refused = 0;
  for (const windows::HandleRow& row : rows.value()) {
    HANDLE copied = nullptr;
    auto* value = reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(row.value));
    if (DuplicateHandle(process.get(), value, GetCurrentProcess(), &copied, 0, FALSE, DUPLICATE_SAME_ACCESS) == FALSE) {
      if (GetLastError() != ERROR_INVALID_HANDLE) ++refused;  // else it was closed meanwhile
      continue;
    }
    const UniqueHandle copy(copied);
    DescriptorFacts facts = describe_handle(row, copy.get());
    if (!kind || facts.kind == *kind) scan.descriptors.push_back(std::move(facts));
  }
  if (refused > 0) {
    scan.warnings.push_back(std::to_string(refused) + (refused == 1 ? " handle" : " handles") +
                            " could not be copied, so nothing is known of them");
  }
  return scan;
}

}  // namespace reeve::platform
