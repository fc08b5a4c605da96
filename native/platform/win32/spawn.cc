#include "core/platform.h"
#include "platform/win32/kernel/program_start.h"

namespace reeve::platform {

Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, FolderSupport::Entry) {
  Result<windows::StartedProgram> started = windows::start_program(plan, folder, windows::Run::at_once);
  if (!started.ok()) return started.error();
  return std::move(started.value().process);
}

}  // namespace reeve::platform
