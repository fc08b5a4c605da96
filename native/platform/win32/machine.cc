#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve::platform {

Machine probe_machine() {
  Machine machine;
  machine.folders.reason = kNotBuilt;
  return machine;
}

}  // namespace reeve::platform
