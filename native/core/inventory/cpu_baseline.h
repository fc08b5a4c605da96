#pragma once

#include <optional>
#include <unordered_map>

#include "core/base/clock.h"
#include "core/identity/process_facts.h"

namespace reeve {

// What each process had used of the processors at a first look, to tell at a second one what it used since.
class CpuBaseline {
 public:
  void note(const ProcessFacts& facts);
  // Percent of one processor since the first look; since its birth for a process that was not there yet. May exceed 100
  // with several threads, and is only as fine as the system counts (Linux: 10 ms).
  [[nodiscard]] std::optional<double> percent(const ProcessFacts& facts) const;

 private:
  struct Sample {
    std::uint64_t start = 0;
    std::uint64_t cpu_ms = 0;
    TimePoint at{};
  };
  std::unordered_map<Pid, Sample> samples_;
};

}  // namespace reeve
