#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve {

void close_handle(OsHandle) noexcept {}

namespace platform {

std::string_view name() { return "win32"; }
std::string_view error_name(int) { return "EUNKNOWN"; }
std::string error_text(int) { return kNotBuilt; }
std::optional<int> signal_number(std::string_view) { return std::nullopt; }
std::string signal_name(int number) { return "SIG" + std::to_string(number); }
int default_stop_signal() { return 0; }
int default_kill_signal() { return 0; }
int freeze_signal() { return 0; }
int continue_signal() { return 0; }
Pid own_pid() { return kNoPid; }
std::vector<std::string> environment() { return {}; }
Result<Thread> start_thread(std::function<void()>) { return not_built(); }
void join_thread(const Thread&) {}
Result<UniqueHandle> open_spare() { return not_built(); }
Result<std::string> random_token() { return not_built(); }

}  // namespace platform
}  // namespace reeve
