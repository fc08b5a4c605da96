#pragma once

#include <cstdint>
#include <vector>

namespace reeve::darwin_decode {

// The list for setgroups(): on macOS its first entry *is* the effective group, which setgid() replaces later, and an
// empty list would mean group 0 (setgroups1() in XNU's bsd/kern/kern_prot.c).
inline std::vector<std::uint32_t> with_effective_group(std::uint32_t effective, std::vector<std::uint32_t> groups) {
  groups.insert(groups.begin(), effective);
  return groups;
}

}  // namespace reeve::darwin_decode
