#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace reeve::linux_decode {

// How many processes were started since boot, of what /proc/stat says (proc_stat(5)).
std::optional<std::uint64_t> parse_birth_count(std::string_view proc_stat);

}  // namespace reeve::linux_decode
