#include <unistd.h>

#include "core/platform.h"

namespace reeve::platform {

// Asked of the library that runs, not of the one compiled against: musl has the key's number and no answer to it.
std::string_view libc() { return confstr(_CS_GNU_LIBC_VERSION, nullptr, 0) > 0 ? "glibc" : "musl"; }

}  // namespace reeve::platform
