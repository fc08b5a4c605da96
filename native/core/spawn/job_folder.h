#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/unique_handle.h"

namespace reeve {

// A job's folder, held by the program that made it: on Linux a cgroup, which is there until it is removed; on Windows a
// job object, which has its name only while somebody holds it open.
struct JobFolder {
  std::string path{};  // empty: none
  std::uint64_t id = 0;
  UniqueHandle hold{};
  std::vector<std::string> unkept{};  // limits it was asked for and can't keep, each with the reason
};

}  // namespace reeve
