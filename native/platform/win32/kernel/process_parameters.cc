#include "platform/win32/kernel/process_parameters.h"

#include <algorithm>
#include <cstddef>

#include "platform/win32/kernel/nt.h"
#include "platform/win32/kernel/text.h"
// After <windows.h>.
#include <shellapi.h>

namespace reeve::windows {
namespace {

// Places in the 64-bit PEB and RTL_USER_PROCESS_PARAMETERS, fixed since Windows Vista (ntpsapi.h, ntrtl.h).
constexpr std::size_t kParametersInPeb = 0x20;
constexpr std::size_t kCurrentFolder = 0x38;
constexpr std::size_t kCommandLine = 0x70;
constexpr std::size_t kEnvironment = 0x80;
constexpr std::size_t kEnvironmentSize = 0x3F0;
constexpr std::size_t kLongestText = 65536;
constexpr std::size_t kLongestEnvironment = std::size_t{4} * 1024 * 1024;

class Memory {
 public:
  explicit Memory(OsHandle process) : process_(process) {}

  template <class Value>
  bool read(std::uintptr_t address, Value& value) const {
    return read_bytes(address, &value, sizeof value);
  }

  [[nodiscard]] std::optional<std::wstring> read_text(std::uintptr_t address, std::size_t bytes) const {
    std::wstring text(bytes / sizeof(wchar_t), L'\0');
    if (!text.empty() && !read_bytes(address, text.data(), text.size() * sizeof(wchar_t))) return std::nullopt;
    return text;
  }

  [[nodiscard]] std::optional<std::wstring> read_string(std::uintptr_t place) const {
    UNICODE_STRING string{};
    if (!read(place, string) || string.Length > kLongestText) return std::nullopt;
    return read_text(reinterpret_cast<std::uintptr_t>(string.Buffer), string.Length);
  }

 private:
  bool read_bytes(std::uintptr_t address, void* into, std::size_t size) const {
    SIZE_T got = 0;
    const auto* const from = reinterpret_cast<const void*>(address);
    return ReadProcessMemory(process_, from, into, size, &got) != FALSE && got == size;
  }

  OsHandle process_;
};

std::vector<std::string> split_command_line(const std::wstring& line) {
  std::vector<std::string> arguments;
  // Of an empty line CommandLineToArgvW would make our own path.
  if (line.empty()) return arguments;
  int count = 0;
  wchar_t** const split = CommandLineToArgvW(line.c_str(), &count);
  for (int index = 0; split != nullptr && index < count; ++index) arguments.push_back(to_utf8(split[index]));
  LocalFree(split);
  return arguments;
}

std::vector<std::string> split_environment(const std::wstring& block) {
  std::vector<std::string> entries;
  for (std::wstring_view rest = block; !rest.empty() && rest.front() != L'\0';) {
    const std::wstring_view entry = rest.substr(0, rest.find(L'\0'));
    if (entry.front() != L'=') entries.push_back(to_utf8(entry));
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
  }
  return entries;
}

std::optional<std::wstring> read_environment(const Memory& memory, std::uintptr_t parameters) {
  std::uintptr_t block = 0;
  std::size_t size = 0;
  if (!memory.read(parameters + kEnvironment, block) || block == 0) return std::nullopt;
  if (!memory.read(parameters + kEnvironmentSize, size) || size == 0 || size > kLongestEnvironment) return std::nullopt;
  return memory.read_text(block, size);
}

}  // namespace

std::optional<ProcessParameters> read_parameters(OsHandle process, const ParametersWanted& wanted) {
  BasicInformation basic{};
  if (NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, nullptr) < 0)
    return std::nullopt;
  const Memory memory(process);
  std::uintptr_t at = 0;
  if (basic.peb == 0 || !memory.read(basic.peb + kParametersInPeb, at) || at == 0) return std::nullopt;
  ProcessParameters parameters;
  if (wanted.command_line) {
    const std::optional<std::wstring> line = memory.read_string(at + kCommandLine);
    if (!line) return std::nullopt;
    parameters.arguments = split_command_line(*line);
  }
  if (wanted.current_folder) {
    const std::optional<std::wstring> folder = memory.read_string(at + kCurrentFolder);
    if (!folder) return std::nullopt;
    parameters.current_folder = to_utf8(*folder);
  }
  if (wanted.environment) {
    const std::optional<std::wstring> block = read_environment(memory, at);
    if (!block) return std::nullopt;
    parameters.environment = split_environment(*block);
  }
  return parameters;
}

}  // namespace reeve::windows
