#include "core/inventory/entry_query.h"

namespace reeve {

FactsWanted facts_wanted(const EntryQuery& query) {
  const FieldSet& fields = query.fields;
  return FactsWanted{.cmdline = fields.has(Field::cmdline),
                     .env = fields.has(Field::env),
                     .cwd = fields.has(Field::cwd),
                     .identity = fields.has(Field::identity),
                     .owner = fields.has_any({Field::uid, Field::user}) || query.filter.needs_owner(),
                     .exe = fields.has(Field::exe_path),
                     .threads = fields.has(Field::threads)};
}

}  // namespace reeve
