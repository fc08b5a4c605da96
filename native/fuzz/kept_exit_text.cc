#include "core/keeper/kept_exit_text.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

// A job's identity, and what stands in its exit.json.
FUZZ(text) {
  const auto [name, record] = parts_of<2>(text);
  const auto job = parse_identity(name);
  if (!job) return;
  const auto exit = parse_kept_exit(record, *job);
  if (!exit) return;
  // One of the two, and never from a record that doesn't name this process.
  CHECK(exit->code.has_value() != exit->signal.has_value());
  CHECK(exit->source == ExitSource::keeper);
  CHECK(is_part_of("\"identity\":\"", record) && is_part_of("kept-exit", record));
  CHECK(is_part_of(exit->code ? "\"exit_code\":" : "\"signal\":\"SIG", record));
}

}  // namespace reeve::fuzz
