#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/records/header.h"

namespace reeve {

// How processor time was measured, as records say it.
template <class Visit>
void describe_cpu_mode(const std::optional<Millis>& sample, Visit& visit) {
  visit("cpu_mode", sample ? "monitor" : "lifetime");
  visit("sample_duration_ms", sample ? std::optional(sample->count()) : std::nullopt);
}

// All of the list's record but `processes`, which may be long and come in parts (core/records/json_parts.h).
struct ProcessListHead {
  Header header{};
  std::optional<Millis> sample{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const ProcessListHead& head, Visit& visit) {
  describe_header(head.header, "process-list", visit);
  describe_cpu_mode(head.sample, visit);
  visit("warnings", head.warnings);
}

}  // namespace reeve
