#pragma once

#include <dirent.h>

namespace reeve::linux_kernel {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

}  // namespace reeve::linux_kernel
