#include "core/platform.h"
#include "platform/darwin/not_built.h"

namespace reeve::platform {

Result<Pin> open_pin(Pid) { return not_built(); }
Result<Pin> copy_pin(const Pin&) { return not_built(); }
bool has_ended(const Pin&) { return false; }
bool is_gone(const Pin&) { return false; }
Status send_signal(const Pin&, int) { return not_built(); }
Status send_signal_to_group(const Pin&, int) { return not_built(); }

}  // namespace reeve::platform
