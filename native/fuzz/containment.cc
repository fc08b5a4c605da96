#include "core/spawn/containment.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

// The kind, the cookie, and the folder of a record.
FUZZ(text) {
  const auto [kind, cookie, folder] = parts_of<3>(text);
  const Containment made_up{
      .kind = containment_kind(kind), .cookie = std::string(cookie), .folder = std::string(folder)};
  CHECK(made_up.kind == ContainmentKind::none || to_text(made_up.kind) == kind);
  if (!check(made_up).ok()) return;
  const bool whole = cookie.size() == 24 && cookie.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  CHECK(cookie.empty() || whole);
  CHECK(folder.empty() || (whole && folder.ends_with(cookie)));
}

}  // namespace reeve::fuzz
