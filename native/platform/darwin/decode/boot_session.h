#pragma once

#include <string>
#include <string_view>

namespace reeve::darwin_decode {

// kern.bootsessionuuid as an identity has it: 32 lower-case hexadecimal digits. Empty when it is no UUID.
std::string to_boot_id(std::string_view uuid);

}  // namespace reeve::darwin_decode
