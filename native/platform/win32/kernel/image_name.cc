#include "platform/win32/kernel/image_name.h"

#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr DWORD kLongestImagePath = 32768;

}  // namespace

std::optional<std::string> image_path(OsHandle process) {
  std::wstring path(MAX_PATH, L'\0');
  for (;;) {
    auto length = static_cast<DWORD>(path.size());
    if (QueryFullProcessImageNameW(process, 0, path.data(), &length) != FALSE) {
      return to_utf8(std::wstring_view(path).substr(0, length));
    }
    if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || path.size() >= kLongestImagePath) return std::nullopt;
    path.resize(kLongestImagePath);
  }
}

std::string file_name_of(const std::string& path) { return path.substr(path.find_last_of("\\/") + 1); }

}  // namespace reeve::windows
