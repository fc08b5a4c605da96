#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/records/containment.h"
#include "core/records/header.h"

namespace reeve {

struct SpawnInGroupResult {
  Header header;
  Pid pid = kNoPid;
  Pid pgid = kNoPid;
  std::string identity;
  std::optional<std::int64_t> start_time_unix_ms;
  Containment containment;
  bool kill_on_parent_exit = false;
  std::vector<std::string> warnings;
};

template <class Visit>
void describe(const SpawnInGroupResult& result, Visit& visit) {
  describe_header(result.header, "spawn-in-group-result", visit);
  visit("pid", result.pid);
  visit("pgid", result.pgid);
  visit("identity", result.identity);
  visit("start_time_unix_ms", result.start_time_unix_ms);
  visit("tree_kill_reliability", reliability_of(result.containment.kind));
  visit("containment", result.containment);
  visit("on_parent_exit", result.kill_on_parent_exit ? "kill" : "leave");
  visit("warnings", result.warnings);
}

}  // namespace reeve
