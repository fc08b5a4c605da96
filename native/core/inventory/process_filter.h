#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/identity/process_facts.h"

namespace reeve {

// All given parts have to fit. A fact that can't be read fits no part that asks for it.
struct ProcessFilter {
  std::optional<std::string> name_contains{};  // whatever the case of ASCII letters
  std::optional<std::string> name_equals{};
  std::optional<std::string> user_equals{};  // the user's name, or the uid in digits
  std::optional<std::vector<Pid>> pid_in{};  // ascending
  std::optional<Pid> ppid{};
  std::optional<std::vector<ProcessState>> state_in{};
  std::optional<double> cpu_above{};  // percent
  std::optional<double> memory_above_kb{};
  std::optional<double> running_for_at_least_secs{};

  [[nodiscard]] bool needs_owner() const { return user_equals.has_value(); }
  // `cpu_percent`: by whichever way it was measured.
  [[nodiscard]] bool fits(const ProcessFacts& facts, const std::optional<double>& cpu_percent) const;
};

// unknown for a word that is no state's.
ProcessState state_named(std::string_view word);

}  // namespace reeve
