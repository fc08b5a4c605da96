#include "core/spawn/containment.h"

namespace reeve {

std::string_view to_text(ContainmentKind kind) {
  switch (kind) {
    case ContainmentKind::group:
      return "group";
    case ContainmentKind::keeper:
      return "keeper";
    case ContainmentKind::cgroup:
      return "cgroup";
    case ContainmentKind::job:
      return "job";
    case ContainmentKind::none:
      break;
  }
  return "none";
}

}  // namespace reeve
