#pragma once

#include "core/identity/process_facts.h"
#include "core/records/process_info.h"

namespace reeve {

// The warning of a record in which bytes became U+FFFD.
inline constexpr std::string_view kReplacedBytes = "bytes that are not UTF-8 were replaced by U+FFFD";

// Processor time used divided by time lived.
std::optional<double> lifetime_cpu_percent(const ProcessFacts& facts);

// What the platform read, as the record that shows these fields.
ProcessInfo to_info(ProcessFacts facts, FieldSet fields, Header header);

}  // namespace reeve
