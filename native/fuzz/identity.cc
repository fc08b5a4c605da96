#include "core/identity/identity.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const auto identity = parse_identity(text);
  if (!identity) return;
  CHECK(is_pid(identity->pid));
  CHECK(!identity->boot.empty() && identity->boot.find_first_not_of("0123456789abcdef") == std::string::npos);
  // One identity has one text: callers compare them.
  CHECK(to_text(*identity) == text);
  CHECK(compare(*identity, *identity) == Sameness::same);
}

}  // namespace reeve::fuzz
