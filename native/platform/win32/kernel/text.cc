#include "platform/win32/kernel/text.h"

#include "platform/win32/kernel/windows.h"

namespace reeve::windows {

Result<std::wstring> to_utf16(std::string_view utf8) {
  if (utf8.empty()) return std::wstring();
  const int size = static_cast<int>(utf8.size());
  const int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), size, nullptr, 0);
  if (length <= 0) return invalid_argument("a text is not valid UTF-8");
  std::wstring utf16(static_cast<std::size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), size, utf16.data(), length);
  return utf16;
}

std::string to_utf8(std::wstring_view utf16) {
  if (utf16.empty()) return {};
  const int size = static_cast<int>(utf16.size());
  const int length = WideCharToMultiByte(CP_UTF8, 0, utf16.data(), size, nullptr, 0, nullptr, nullptr);
  std::string utf8(static_cast<std::size_t>(length), '\0');
  WideCharToMultiByte(CP_UTF8, 0, utf16.data(), size, utf8.data(), length, nullptr, nullptr);
  return utf8;
}

int compare_ignoring_case(std::wstring_view one, std::wstring_view other) {
  const int compared = CompareStringOrdinal(one.data(), static_cast<int>(one.size()), other.data(),
                                            static_cast<int>(other.size()), TRUE);
  return compared - CSTR_EQUAL;
}

bool equal_ignoring_case(std::wstring_view one, std::wstring_view other) {
  return compare_ignoring_case(one, other) == 0;
}

}  // namespace reeve::windows
