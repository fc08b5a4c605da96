#include "platform/win32/kernel/program_path.h"

#include <array>

#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr std::array<std::wstring_view, 3> kEndings{L"", L".com", L".exe"};

bool is_file(const std::wstring& path) {
  const DWORD attributes = GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

bool has_ending(const std::wstring& path) {
  const std::size_t dot = path.rfind(L'.');
  return dot != std::wstring::npos && path.find_first_of(L"\\/", dot) == std::wstring::npos;
}

// Windows passes over dots and spaces at the end of a name, so "x.bat." is x.bat.
bool is_batch_file(std::wstring_view path) {
  path = path.substr(0, path.find_last_not_of(L". ") + 1);
  const std::size_t dot = path.rfind(L'.');
  if (dot == std::wstring::npos) return false;
  const std::wstring_view ending = path.substr(dot);
  return equal_ignoring_case(ending, L".bat") || equal_ignoring_case(ending, L".cmd");
}

std::optional<std::wstring> with_ending(const std::wstring& path) {
  for (const std::wstring_view ending : kEndings) {
    // A file without an ending is no program.
    if (ending.empty() && !has_ending(path)) continue;
    const std::wstring candidate = path + std::wstring(ending);
    if (is_file(candidate)) return candidate;
  }
  return std::nullopt;
}

bool is_absolute(const std::wstring& path) {
  const bool drive = path.size() > 1 && path[1] == L':';
  return drive || path.starts_with(L"\\") || path.starts_with(L"/");
}

std::wstring search_path(const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos || !platform::is_same_variable(entry.substr(0, equals), "PATH")) continue;
    const Result<std::wstring> wide = to_utf16(entry.substr(equals + 1));
    if (wide.ok()) return wide.value();
  }
  return {};
}

std::optional<std::wstring> find_in_path(const std::wstring& file, std::wstring_view folders) {
  while (!folders.empty()) {
    std::wstring folder(folders.substr(0, folders.find(L';')));
    folders.remove_prefix(std::min(folders.size(), folder.size() + 1));
    std::erase(folder, L'"');
    if (folder.empty()) continue;
    if (const auto found = with_ending(folder + L"\\" + file)) return found;
  }
  return std::nullopt;
}

}  // namespace

Result<std::wstring> find_program(const std::string& file, const std::optional<std::string>& cwd,
                                  const std::vector<std::string>& environment) {
  const Result<std::wstring> wide = to_utf16(file);
  const Result<std::wstring> folder = to_utf16(cwd.value_or(""));
  if (!wide.ok()) return wide.error();
  if (!folder.ok()) return folder.error();
  const bool is_path = wide.value().find_first_of(L"\\/:") != std::wstring::npos;
  const bool below_cwd = is_path && cwd && !is_absolute(wide.value());
  const std::wstring path = below_cwd ? folder.value() + L"\\" + wide.value() : wide.value();
  const std::optional<std::wstring> found = is_path ? with_ending(path) : find_in_path(path, search_path(environment));
  if (!found) {
    Error error = error_of(ERROR_FILE_NOT_FOUND, "CreateProcess");
    error.detail = "cannot execute '" + file + "': no such " + (is_path ? "program" : "command in PATH");
    return error;
  }
  if (is_batch_file(*found)) {
    Error error = error_of(ERROR_INVALID_PARAMETER, "CreateProcess");
    error.detail = "'" + file + "' is a batch file: start cmd.exe with /d, /s, /c and the line you want it to read";
    return error;
  }
  return *found;
}

}  // namespace reeve::windows
