#include "core/identity/ref_text.h"

#include "core/base/json_value.h"
#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const Result<ProcessRef> ref = parse_ref(text);
  if (!ref.ok()) {
    CHECK(ref.error().code == code::kInvalidArgument);
    return;
  }
  const ProcessRef& read = ref.value();
  CHECK(is_pid(read.pid));
  CHECK(is_part_of(std::to_string(read.pid), text) || is_part_of("\\u", text));
  if (read.identity) CHECK(read.identity->pid == read.pid);
  if (read.start_time_unix_ms) CHECK(*read.start_time_unix_ms >= 0);
  if (!read.containment) return;
  // What is acted upon is this job's, and whole.
  const Containment& held = *read.containment;
  CHECK(check(held).ok());
  CHECK(held.folder.find('\0') == std::string::npos && (held.folder.empty() || held.folder.ends_with(held.cookie)));
  CHECK(held.kind != ContainmentKind::keeper || held.keeper.has_value());
}

}  // namespace reeve::fuzz
