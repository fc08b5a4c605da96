#pragma once

#include <string>
#include <string_view>

namespace reeve {

// Appends UTF-8 text as a JSON string in ASCII, quotes included. What is no UTF-8 becomes U+FFFD.
void append_json_text(std::string& out, std::string_view text);

}  // namespace reeve
