#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace reeve::windows {

// ERR_INVALID_ARG for bytes that are not UTF-8: Windows has no bytes to give to a program.
Result<std::wstring> to_utf16(std::string_view utf8);
// Halves of surrogate pairs, which Windows allows in names, become U+FFFD.
std::string to_utf8(std::wstring_view utf16);
// As file names and variables are compared: by the system's own upper case, in no language.
bool equal_ignoring_case(std::wstring_view one, std::wstring_view other);
int compare_ignoring_case(std::wstring_view one, std::wstring_view other);

}  // namespace reeve::windows
