#include "core/platform.h"

namespace reeve::platform {

Result<int> to_descriptor(UniqueHandle handle) { return handle.release(); }

}  // namespace reeve::platform
