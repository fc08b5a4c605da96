#pragma once

#include <string>
#include <vector>

#include "core/spawn/containment.h"

namespace reeve {

// Where and how jobs' folders can be made on this machine.
struct FolderSupport {
  enum class Entry { none, born_inside, joined };  // how a child gets into its folder
  Entry entry = Entry::none;
  std::string base{};    // folder that jobs' folders are made in
  std::string prefix{};  // what their names begin with; the job's token follows. Says who made them
  std::string reason{};  // why there is none
};

// What this machine was seen to do: probed by doing, never by version number.
struct Machine {
  std::string kernel{};
  bool pidfd = false;           // waitable pins
  bool pidfd_inode = false;     // pins whose identity is unique for a boot
  bool exit_info = false;       // exit codes of processes that are not children
  bool children_files = false;  // children of one process without a scan of all
  bool groups = false;          // process groups
  FolderSupport folders{};
};

}  // namespace reeve
