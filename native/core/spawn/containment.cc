#include "core/spawn/containment.h"

#include <algorithm>

namespace reeve {
namespace {

constexpr std::size_t kCookieLength = 24;

bool is_cookie(std::string_view text) {
  return text.size() == kCookieLength && std::all_of(text.begin(), text.end(), [](char digit) {
           return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
         });
}

}  // namespace

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

Status check(const Containment& containment) {
  if (!containment.cookie.empty() && !is_cookie(containment.cookie)) {
    return invalid_argument("containment.cookie is not 24 hexadecimal digits: '" + containment.cookie + "'");
  }
  if (containment.folder.empty()) return Done{};
  const bool named_by_cookie = !containment.cookie.empty() && containment.folder.ends_with(containment.cookie);
  if (!containment.folder.starts_with('/') || !named_by_cookie || containment.folder_id == 0) {
    return invalid_argument("containment.cgroup_path '" + containment.folder +
                            "' is not the folder of a job: it must be absolute, end in the job's cookie and come with "
                            "cgroup_id");
  }
  return Done{};
}

}  // namespace reeve
