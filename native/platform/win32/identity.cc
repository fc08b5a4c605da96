#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve::platform {

Result<std::string> boot_id() { return not_built(); }
Result<ProcessStat> read_pinned_stat(const Pin&) { return not_built(); }
Result<Identity> read_identity(const Pin&) { return not_built(); }
Result<Identity> identity_of(const Pin&, const ProcessStat&) { return not_built(); }
std::int64_t start_time_unix_ms(std::uint64_t) { return 0; }
std::uint64_t start_now() { return 0; }

}  // namespace reeve::platform
