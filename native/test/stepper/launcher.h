#pragma once

#include <string>

#include "core/machine.h"

namespace reeve::stepper {

// The system call getpgid(kMark), which nobody else makes: the launcher says by it that the start begins, and that the end
// does; the program, that it stands.
inline constexpr int kMark = 0x5eed;

enum class After { leave, kill, ask };

// What the launcher starts, and what becomes of the job: left alone, ended with the launcher, or ended by it.
struct Start {
  std::string state_dir{};  // empty: none
  After after = After::leave;
  std::string program{};
  std::string argument{};
};

// Starts the job on this thread, with no other one, and writes into `answers` a line of JSON for each thing it was told:
// its record or an error, then what ending it gave.
[[noreturn]] void launch(const Machine& machine, const Start& start, int answers);

}  // namespace reeve::stepper
