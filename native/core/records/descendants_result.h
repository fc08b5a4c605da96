#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
void describe(const DescendantsHead& head, Visit& visit) {
  std::uint64_t total = 0;
  for (const std::uint64_t found : head.found_on_level) total += found;
  describe_header(head.header, "descendants-result", visit);
  visit("pid", head.pid);
  visit("identity", head.identity);
  visit("max_levels", head.max_levels);
  describe_cpu_mode(head.sample, visit);
  visit("total_found", total);
  visit("matched_by_filter", head.matched);
  visit("found_on_level", head.found_on_level);
  visit("warnings", head.warnings);
}

template <class Visit>
void describe(const DescendantEntry& entry, Visit& visit) {
  visit("level", entry.level);
  visit("process", entry.process);
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
