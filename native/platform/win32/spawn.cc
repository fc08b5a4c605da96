#include "core/platform.h"
#include "platform/win32/not_built.h"

namespace reeve::platform {

Result<SpawnedProcess> spawn(const SpawnPlan&, const std::string&, FolderSupport::Entry) { return not_built(); }

}  // namespace reeve::platform
