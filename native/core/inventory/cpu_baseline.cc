#include "core/inventory/cpu_baseline.h"

#include "core/identity/process_description.h"

namespace reeve {

void CpuBaseline::note(const ProcessFacts& facts) {
  if (!facts.stat || !facts.cpu_ms) return;
  samples_[facts.stat->pid] = {.start = facts.stat->start, .cpu_ms = *facts.cpu_ms, .at = Clock::now()};
}

std::optional<double> CpuBaseline::percent(const ProcessFacts& facts) const {
  if (!facts.stat || !facts.cpu_ms) return std::nullopt;
  const auto found = samples_.find(facts.stat->pid);
  if (found == samples_.end() || found->second.start != facts.stat->start) return lifetime_cpu_percent(facts);
  const Sample& before = found->second;
  const double passed = std::chrono::duration<double, std::milli>(Clock::now() - before.at).count();
  // Another process that had pid and start in common may have used more.
  if (passed <= 0 || *facts.cpu_ms < before.cpu_ms) return 0.0;
  return static_cast<double>(*facts.cpu_ms - before.cpu_ms) / passed * 100.0;
}

}  // namespace reeve
