#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve::platform {

Result<std::vector<ProcessStat>> list_processes() { return not_built(); }
Result<ProcessStat> read_stat(Pid) { return not_built(); }
Result<std::uint64_t> birth_count() { return not_built(); }
std::optional<bool> carries_token(Pid, std::string_view, std::string_view) { return false; }

}  // namespace reeve::platform
