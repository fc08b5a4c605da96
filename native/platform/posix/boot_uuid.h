#pragma once

#include <string>
#include <string_view>

namespace reeve::posix {

// The UUID that the system gives a boot, as an identity has it: 32 lower-case hexadecimal digits. Empty when it is none.
std::string to_boot_id(std::string_view uuid);

}  // namespace reeve::posix
