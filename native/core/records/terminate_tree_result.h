#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/records/containment.h"
#include "core/records/header.h"

namespace reeve {

struct Survivor {
  Pid pid = kNoPid;
  std::optional<std::string> identity;
  std::optional<std::string> name;
};

struct TerminateTreeResult {
  Header header;
  Pid pid = kNoPid;
  std::optional<Pid> pgid;
  std::optional<std::string> identity;
  std::optional<int> signal_sent;
  std::optional<int> kill_signal;
  bool escalated = false;
  bool exited = false;
  bool timed_out = false;
  bool dry_run = false;
  bool guaranteed = false;
  Containment containment;
  std::vector<Survivor> survivors;
  std::uint64_t signaled_count = 0;
  std::optional<std::int64_t> exit_code;
  std::vector<std::string> warnings;
};

template <class Visit>
void describe(const Survivor& survivor, Visit& visit) {
  visit("pid", survivor.pid);
  visit("identity", survivor.identity);
  visit("name", survivor.name);
}

template <class Visit>
void describe(const TerminateTreeResult& result, Visit& visit) {
  const auto name_or_null = [](const std::optional<int>& signal) {
    return signal ? std::optional(platform::signal_name(*signal)) : std::nullopt;
  };
  describe_header(result.header, "terminate-tree-result", visit);
  visit("pid", result.pid);
  visit("pgid", result.pgid);
  visit("identity", result.identity);
  visit("signal_sent", name_or_null(result.signal_sent));
  visit("kill_signal", name_or_null(result.kill_signal));
  visit("escalated", result.escalated);
  visit("exited", result.exited);
  visit("timed_out", result.timed_out);
  visit("dry_run", result.dry_run);
  visit("tree_kill_reliability", result.guaranteed ? "guaranteed" : "best_effort");
  visit("containment", result.containment);
  visit("survivors", result.survivors);
  visit("signaled_count", result.signaled_count);
  visit("exit_code", result.exit_code);
  visit("warnings", result.warnings);
}

}  // namespace reeve
