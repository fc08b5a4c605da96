#pragma once

#include <string>
#include <vector>

#include "core/spawn/containment.h"

namespace reeve {

// Where and how jobs' folders can be made on this machine.
struct FolderSupport {
  enum class Entry { none, born_inside, joined };  // how a child gets into its folder
  ContainmentKind kind = ContainmentKind::none;
  Entry entry = Entry::none;
  bool ends_with_owner = false;  // can be told to kill what is inside when the program that made it ends
  std::string base{};            // what all names begin with (Linux: the folder that jobs' folders are made in)
  std::string prefix{};          // says who made it; the job's token follows
  std::string reason{};          // why there is none
};

// Whether jobs can have a keeper.
struct KeeperSupport {
  bool available = false;
  bool keeps_logs = false;    // it can write a job's outputs to files
  bool keeps_folder = false;  // it keeps a job's folder there, and holds nothing together by itself
  std::string reason{};       // why there is none
};

// What this machine was seen to do: probed by doing, never by version number.
struct Machine {
  std::string kernel{};
  bool pidfd = false;           // waitable pins
  bool pidfd_inode = false;     // pins whose identity is unique for a boot
  bool exit_info = false;       // exit codes of processes that are not children
  bool children_files = false;  // children of one process without a scan of all
  bool groups = false;          // process groups
  bool subreaper = false;       // orphans can be made to come back to a process of the job
  KeeperSupport keepers{};
  FolderSupport folders{};
};

}  // namespace reeve
