#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace reeve::linux_decode {

// What a file of passwd(5) names each uid: name:password:uid:... per line, and the first entry of a uid counts.
std::map<std::uint32_t, std::string> parse_passwd(std::string_view text);

}  // namespace reeve::linux_decode
