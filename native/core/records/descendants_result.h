#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/records/json_writer.h"
#include "core/records/process_info.h"
#include "core/records/process_list.h"

namespace reeve {

// All of the record but `levels`, which may be long and come in parts: one DescendantEntry for each process.
struct DescendantsHead {
  Header header{};
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  std::optional<std::uint32_t> max_levels{};
  std::optional<Millis> sample{};
  std::vector<std::uint64_t> found_on_level{};  // whether they match or not
  std::uint64_t matched = 0;
  std::vector<std::string> warnings{};
};

struct DescendantEntry {
  std::uint32_t level = 0;
  ProcessEntry process{};
};

template <class Visit>
void describe_descendants(const DescendantsHead& head, Visit& visit) {
  std::uint64_t total = 0;
  for (const std::uint64_t found : head.found_on_level) total += found;
  describe_header(head.header, "descendants-result", visit);
  visit("pid", head.pid);
  visit("identity", head.identity);
  visit("max_levels", head.max_levels);
  describe_cpu_mode(head.sample, visit);
  visit("total_found", total);
  visit("matched_by_filter", head.matched);
  visit("warnings", head.warnings);
}

template <class Visit>
void describe(const DescendantsHead& head, Visit& visit) {
  describe_descendants(head, visit);
  visit("found_on_level", head.found_on_level);
}

template <class Visit>
void describe(const DescendantEntry& entry, Visit& visit) {
  visit("level", entry.level);
  visit("process", entry.process);
}

// The record whole.
struct DescendantsLevel {
  std::uint32_t level = 0;
  std::uint64_t found = 0;
  JsonItems processes{};
};

struct DescendantsResult {
  DescendantsHead head{};
  std::vector<DescendantsLevel> levels{};
};

template <class Visit>
void describe(const DescendantsLevel& level, Visit& visit) {
  visit("level", level.level);
  visit("found", level.found);
  visit("processes", level.processes);
}

template <class Visit>
void describe(const DescendantsResult& result, Visit& visit) {
  describe_descendants(result.head, visit);
  visit("levels", result.levels);
}

// The parents of a process, the nearest first.
struct AncestorsResult {
  Header header{};
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  std::vector<ProcessEntry> chain{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const AncestorsResult& result, Visit& visit) {
  describe_header(result.header, "ancestors-result", visit);
  visit("pid", result.pid);
  visit("identity", result.identity);
  visit("chain", result.chain);
  visit("warnings", result.warnings);
}

}  // namespace reeve
