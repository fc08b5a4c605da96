#pragma once

#include <string>
#include <string_view>

namespace reeve {

struct Utf8Text {
  std::string text;
  bool replaced = false;  // some bytes were no UTF-8 and became U+FFFD
};

// Names, arguments and paths are bytes on Unix; results are JSON, which is Unicode.
Utf8Text to_utf8(std::string_view bytes);
// The same in place; whether something was replaced. Nothing is copied where nothing has to be.
bool replace_non_utf8(std::string& bytes);

}  // namespace reeve
