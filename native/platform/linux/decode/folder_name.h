#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/pid.h"

namespace reeve::linux_decode {

// Who made a job's folder, which is named reeve-<maker's pid>-<maker's PID namespace>-<token>: a pid means nothing in
// another namespace.
struct FolderMaker {
  Pid pid = kNoPid;
  std::string_view pid_namespace{};  // its inode number
};

// All of the name but the token.
std::string folder_prefix(const FolderMaker& maker);

// Of a folder's name; nullopt when it is no job's. The answer points into the name.
std::optional<FolderMaker> parse_folder_name(std::string_view name);

}  // namespace reeve::linux_decode
