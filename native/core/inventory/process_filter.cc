#include "core/inventory/process_filter.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/records/process_info.h"

namespace reeve {
namespace {

constexpr double kMillisInSecond = 1000.0;

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool contains_in_any_case(std::string_view text, std::string_view part) {
  const auto found = std::search(text.begin(), text.end(), part.begin(), part.end(),
                                 [](char one, char other) { return lower(one) == lower(other); });
  return found != text.end() || part.empty();
}

bool fits_name(const ProcessFilter& filter, const ProcessStat& stat) {
  if (!filter.name_contains && !filter.name_equals) return true;
  // As records show it, so that a name taken from one finds its process again.
  const std::string name = to_utf8(stat.name).text;
  if (filter.name_equals && name != *filter.name_equals) return false;
  return !filter.name_contains || contains_in_any_case(name, *filter.name_contains);
}

bool fits_stat(const ProcessFilter& filter, const std::optional<ProcessStat>& stat) {
  if (!filter.name_contains && !filter.name_equals && !filter.ppid && !filter.state_in) return true;
  if (!stat || !fits_name(filter, *stat)) return false;
  if (filter.ppid && stat->ppid != *filter.ppid) return false;
  if (!filter.state_in) return true;
  // By the word that records show: "stopped" is also who is held by a debugger.
  return std::any_of(filter.state_in->begin(), filter.state_in->end(),
                     [&](ProcessState state) { return to_text(state) == to_text(stat->state); });
}

bool fits_user(const ProcessFilter& filter, const ProcessFacts& facts) {
  if (!filter.user_equals) return true;
  const bool by_name = facts.user && to_utf8(*facts.user).text == *filter.user_equals;
  return by_name || (facts.uid && std::to_string(*facts.uid) == *filter.user_equals);
}

}  // namespace

bool ProcessFilter::fits(const ProcessFacts& facts, const std::optional<double>& cpu_percent) const {
  if (!fits_stat(*this, facts.stat) || !fits_user(*this, facts)) return false;
  if (pid_in && !std::binary_search(pid_in->begin(), pid_in->end(), facts.identity.pid)) return false;
  if (cpu_above && !(cpu_percent && *cpu_percent > *cpu_above)) return false;
  if (memory_above_kb && !(facts.memory_kb && static_cast<double>(*facts.memory_kb) > *memory_above_kb)) return false;
  if (!running_for_at_least_secs) return true;
  return facts.age_ms && static_cast<double>(*facts.age_ms) >= *running_for_at_least_secs * kMillisInSecond;
}

ProcessState state_named(std::string_view word) {
  for (const ProcessState state : {ProcessState::running, ProcessState::sleeping, ProcessState::disk_sleep,
                                   ProcessState::stopped, ProcessState::zombie}) {
    if (to_text(state) == word) return state;
  }
  return ProcessState::unknown;
}

}  // namespace reeve
