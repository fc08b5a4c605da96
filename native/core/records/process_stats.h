#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/inventory/process_usage.h"
#include "core/records/process_info.h"
#include "core/records/signal_result.h"

namespace reeve {

// What was added up: one process, a tree of them, or what a job's folder counted itself.
enum class UsageSource { process, descendants, cgroup, job };

constexpr std::string_view to_text(UsageSource source) {
  switch (source) {
    case UsageSource::descendants:
      return "descendants";
    case UsageSource::cgroup:
      return "cgroup";
    case UsageSource::job:
      return "job";
    case UsageSource::process:
      break;
  }
  return "process";
}

struct ProcessStats {
  Header header{};
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  UsageSource source = UsageSource::process;
  std::uint64_t processes = 1;
  ProcessState state = ProcessState::unknown;
  std::optional<std::uint64_t> age_ms{};
  Usage usage{};
  UsageWanted shown{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const ProcessStats& stats, Visit& visit) {
  constexpr double kMillis = 1000.0;
  const Usage& usage = stats.usage;
  describe_header(stats.header, "process-stats", visit);
  visit("pid", stats.pid);
  visit("identity", stats.identity);
  visit("source", to_text(stats.source));
  visit("process_count", stats.processes);
  visit("state", to_text(stats.state));
  visit("elapsed_seconds",
        stats.age_ms ? std::optional(static_cast<double>(*stats.age_ms) / kMillis) : std::optional<double>());
  visit("cpu_user_ms", usage.cpu_user_ms);
  visit("cpu_system_ms", usage.cpu_system_ms);
  visit("memory_kb", usage.memory_kb);
  if (stats.shown.pss) visit("pss_kb", usage.pss_kb);
  if (stats.shown.io) visit("io_read_bytes", usage.io_read_bytes);
  if (stats.shown.io) visit("io_written_bytes", usage.io_written_bytes);
  visit("thread_count", usage.threads);
  if (stats.shown.switches) visit("voluntary_switches", usage.voluntary_switches);
  if (stats.shown.switches) visit("involuntary_switches", usage.involuntary_switches);
  visit("warnings", stats.warnings);
}

// All of the record but `processes`, which may be long and come in parts.
struct ProcessStatsListHead {
  Header header{};
  std::vector<UnsignalledProcess> missing{};
};

template <class Visit>
void describe(const ProcessStatsListHead& head, Visit& visit) {
  describe_header(head.header, "process-stats-list", visit);
  visit("missing", head.missing);
}

struct SelfGroup {
  Header header{};
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  std::optional<Pid> pgid{};
  std::optional<Pid> sid{};
};

template <class Visit>
void describe(const SelfGroup& self, Visit& visit) {
  describe_header(self.header, "self-group", visit);
  visit("pid", self.pid);
  visit("identity", self.identity);
  visit("pgid", self.pgid);
  visit("sid", self.sid);
  visit("is_group_leader", self.pgid == self.pid);
  visit("is_session_leader", self.sid == self.pid);
}

}  // namespace reeve
