#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/unique_handle.h"

namespace reeve::windows {

struct ParametersWanted {
  bool command_line = false;
  bool environment = false;
  bool current_folder = false;
};

struct ProcessParameters {
  std::vector<std::string> arguments{};
  std::vector<std::string> environment{};  // NAME=value
  std::string current_folder{};
};

// What a process was started with and where it is now, out of its own memory, which needs PROCESS_VM_READ. nullopt where
// that is not given, or where the process has not been set up yet. It can lie: this is memory that it may write itself.
std::optional<ProcessParameters> read_parameters(OsHandle process, const ParametersWanted& wanted);

}  // namespace reeve::windows
