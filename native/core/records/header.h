#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/platform.h"

// Each result has one description: a function describe(record, visit) that calls visit(name, value) for every field, in
// the order and under the names of its schema. The JavaScript object is made from it, and so is every other form a
// result will have, so they can't differ.
namespace reeve {

struct Header {
  std::string timestamp = timestamp_now();
};

template <class Visit>
void describe_header(const Header& header, const char* schema, Visit& visit) {
  visit("schema_id", std::string("urn:reeve:schema:v1:") + schema);
  visit("timestamp", header.timestamp);
  visit("platform", platform::name());
}

}  // namespace reeve
