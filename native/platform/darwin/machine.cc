#include <sys/utsname.h>

#include "core/platform.h"
#include "platform/darwin/folders.h"
#include "platform/darwin/kernel/notice.h"

namespace reeve::platform {

Machine probe_machine() {
  Machine machine;
  machine.groups = true;
  utsname system{};
  if (uname(&system) == 0) machine.kernel = std::string(system.sysname) + " " + system.release;
  machine.exit_info = darwin_kernel::tells_status_of_others().value_or(false);
  machine.folders.reason = kNoFolders;
  machine.keepers.reason = keeper_refusal()->detail;
  return machine;
}

}  // namespace reeve::platform
