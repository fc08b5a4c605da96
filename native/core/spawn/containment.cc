#include "core/spawn/containment.h"

#include <algorithm>

#include "core/base/take.h"

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

ContainmentKind containment_kind(std::string_view text) {
  for (const ContainmentKind kind :
       {ContainmentKind::group, ContainmentKind::keeper, ContainmentKind::cgroup, ContainmentKind::job}) {
    if (text == to_text(kind)) return kind;
  }
  return ContainmentKind::none;
}

bool has_token(std::string_view tokens, std::string_view token) {
  while (!tokens.empty() && !token.empty()) {
    if (take_until(tokens, ':') == token) return true;
  }
  return false;
}

Status check(const Containment& containment) {
  // What stands behind one is lost on the way to the system, which is then told of another file.
  const bool cut = containment.folder.find('\0') != std::string::npos ||
                   (containment.keeper && containment.keeper->state_dir.find('\0') != std::string::npos);
  if (cut) return invalid_argument("containment has a path that contains a NUL byte");
  if (!containment.cookie.empty() && !is_cookie(containment.cookie)) {
    return invalid_argument("containment.cookie is not 24 hexadecimal digits: '" + containment.cookie + "'");
  }
  const bool named_by_cookie = !containment.cookie.empty() && containment.folder.ends_with(containment.cookie);
  if (!containment.folder.empty() && !named_by_cookie) {
    return invalid_argument("containment names '" + containment.folder +
                            "', which is not this job's: the name of a job's folder ends in the job's cookie");
  }
  if (containment.keeper && containment.cookie.empty()) {
    return invalid_argument("containment names a keeper and no cookie: a keeper is reached by its job's");
  }
  return Done{};
}

}  // namespace reeve
