#include "core/records/json_text.h"

namespace reeve {

void JsonText::append_text(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  text_.push_back('"');
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '"' || byte == '\\') {
      text_.push_back('\\');
      text_.push_back(byte);
    } else if (code < 0x20) {
      text_.append("\\u00").push_back(kHex[code >> 4]);
      text_.push_back(kHex[code & 15]);
    } else {
      text_.push_back(byte);
    }
  }
  text_.push_back('"');
}

}  // namespace reeve
