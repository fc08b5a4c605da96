#pragma once

#include "core/base/result.h"
#include "core/identity/pin.h"

namespace reeve::darwin_kernel {

// Pins a child of ours that nobody has reaped, with a notice made before it was born: so it can't fail for want of a
// descriptor once the child runs.
Result<Pin> pin_child(Pid child, UniqueHandle notice);

}  // namespace reeve::darwin_kernel
