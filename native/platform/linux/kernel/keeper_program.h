#pragma once

#include <string>

#include "core/base/result.h"
#include "core/identity/pin.h"
#include "platform/linux/kernel/child.h"

namespace reeve::linux_kernel {

// Starts the keeper program with the streams and descriptors that `passed` orders, from the file `reeve-keeper` beside
// the addon or library that this code is part of, or from memory where that can't be executed.
Result<Pin> start_keeper(const std::string& token, const ChildOrders& passed);

}  // namespace reeve::linux_kernel
