#include "platform/win32/kernel/command_line.h"

#include <algorithm>

#include "core/platform.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr std::string_view kSystemRoot = "SystemRoot";
constexpr std::size_t kLongestLine = 32'766;  // CreateProcess, without the NUL at its end

// Backslashes are literal except before a quote, where each counts double (documented with CommandLineToArgvW).
std::wstring quote(const std::wstring& argument) {
  if (!argument.empty() && argument.find_first_of(L" \t\n\v\"") == std::wstring::npos) return argument;
  std::wstring quoted = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t letter : argument) {
    if (letter == L'\\') {
      ++backslashes;
      continue;
    }
    quoted.append(letter == L'"' ? backslashes * 2 + 1 : backslashes, L'\\');
    quoted.push_back(letter);
    backslashes = 0;
  }
  quoted.append(backslashes * 2, L'\\');
  quoted.push_back(L'"');
  return quoted;
}

std::wstring_view name_of(const std::wstring& entry) { return std::wstring_view(entry).substr(0, entry.find(L'=')); }

void add_system_root(std::vector<std::string>& entries) {
  const auto names_it = [](const std::string& entry) {
    return platform::is_same_variable(std::string_view(entry).substr(0, entry.find('=')), kSystemRoot);
  };
  if (std::any_of(entries.begin(), entries.end(), names_it)) return;
  const std::vector<std::string> own = platform::environment();
  const auto found = std::find_if(own.begin(), own.end(), names_it);
  if (found != own.end()) entries.push_back(*found);
}

}  // namespace

Result<std::wstring> make_command_line(const std::vector<std::string>& arguments) {
  std::wstring line;
  for (const std::string& argument : arguments) {
    const Result<std::wstring> wide = to_utf16(argument);
    if (!wide.ok()) return wide.error();
    if (!line.empty()) line.push_back(L' ');
    line += quote(wide.value());
  }
  if (line.size() > kLongestLine) {
    return Error{.code = "E2BIG",
                 .os = ERROR_FILENAME_EXCED_RANGE,
                 .op = "CreateProcess",
                 .detail = "the arguments make a command line of more than 32,766 characters"};
  }
  return line;
}

Result<std::wstring> make_environment_block(std::vector<std::string> entries) {
  add_system_root(entries);
  std::vector<std::wstring> sorted;
  for (const std::string& entry : entries) {
    Result<std::wstring> wide = to_utf16(entry);
    if (!wide.ok()) return wide.error();
    sorted.push_back(std::move(wide.value()));
  }
  std::sort(sorted.begin(), sorted.end(), [](const std::wstring& one, const std::wstring& other) {
    return compare_ignoring_case(name_of(one), name_of(other)) < 0;
  });
  std::wstring block;
  for (const std::wstring& entry : sorted) block.append(entry).push_back(L'\0');
  block.push_back(L'\0');
  // An empty block ends in two.
  if (sorted.empty()) block.push_back(L'\0');
  return block;
}

}  // namespace reeve::windows
