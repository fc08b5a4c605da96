#include "core/platform.h"

namespace reeve::platform {

std::string_view libc() { return {}; }

}  // namespace reeve::platform
