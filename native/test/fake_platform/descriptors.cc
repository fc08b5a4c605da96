#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {

using fake::error;
using fake::world;

Result<DescriptorScan> read_descriptors(const Pin& pin, const std::optional<DescriptorKind>& kind) {
  const auto hook = world().before_descriptors;
  if (hook) hook(pin.pid);
  const std::lock_guard lock(world().mutex);
  const fake::ProcessPtr process = world().handles.at(pin.handle.get()).process;
  if (process->refuses) return error(EACCES, "open", pin.pid);
  DescriptorScan scan;
  for (const DescriptorFacts& facts : process->descriptors) {
    if (!process->ended && (!kind || facts.kind == *kind)) scan.descriptors.push_back(facts);
  }
  return scan;
}

}  // namespace reeve::platform
