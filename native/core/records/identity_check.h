#pragma once

#include <optional>
#include <string>

#include "core/identity/process_ref.h"
#include "core/records/header.h"

namespace reeve {

struct IdentityCheck {
  Header header;
  Pid pid = kNoPid;
  Verdict verdict = Verdict::unknown;
  bool zombie = false;
  Basis basis = Basis::none;
  std::optional<std::string> identity;
};

template <class Visit>
void describe(const IdentityCheck& check, Visit& visit) {
  describe_header(check.header, "identity-check", visit);
  visit("pid", check.pid);
  visit("status", to_text(check.verdict));
  visit("zombie", check.zombie);
  visit("basis", to_text(check.basis));
  visit("identity", check.identity);
}

}  // namespace reeve
