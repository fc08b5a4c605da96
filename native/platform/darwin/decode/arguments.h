#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::darwin_decode {

struct ProcessArguments {
  std::vector<std::string> arguments{};
  std::string environment{};  // NAME=value entries, each ended by a NUL; empty where the kernel kept it to itself
};

// Reads what sysctl KERN_PROCARGS2 gives: the number of arguments, the program's path, NULs up to the first argument,
// the arguments, the environment, and after an empty entry what the kernel tells the program
// (sysctl_procargsx() in XNU's bsd/kern/kern_sysctl.c). nullopt when the block is none of that.
// Two limits of the form: an empty argv[0] can't be told from the NULs before it, and an empty entry in an environment
// ends it.
std::optional<ProcessArguments> parse_arguments(std::string_view block);

}  // namespace reeve::darwin_decode
