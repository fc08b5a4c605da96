#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/pid.h"

namespace reeve {

// What makes a process itself. `start` counts the platform's own start unit since boot and `unique` is a number the
// kernel gives to one process per boot (Linux: the pidfd's inode; 0 where the kernel has none). Two processes that had
// the same pid within one clock tick have equal `start`, so where both sides know `unique` it alone decides.
struct Identity {
  std::string boot{};  // id of this boot, hexadecimal
  Pid pid = kNoPid;
  std::uint64_t start = 0;
  std::uint64_t unique = 0;
};

enum class Sameness { same, different };

// Compares an identity on record with that of the process which has the pid now.
Sameness compare(const Identity& recorded, const Identity& current);

// The durable text form; callers treat it as opaque and compare it by equality.
std::string to_text(const Identity& identity);
// The identity that has this text; nullopt when none has, here or on another system.
std::optional<Identity> parse_identity(std::string_view text);

}  // namespace reeve
