#pragma once

#include <string>

#include "core/base/result.h"

namespace reeve::linux_kernel {

// The keeper's executable: the file `reeve-keeper` beside the addon or library that this code is part of; empty when
// there is none that may be executed.
std::string keeper_file();

// The same program from the copy that every build carries in itself, as a file in memory: for folders whose file system
// forbids execution, archives that lose the permission, and programs that link this code.
Result<UniqueHandle> keeper_in_memory();

}  // namespace reeve::linux_kernel
