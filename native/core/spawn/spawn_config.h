#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/spawn/job_limits.h"
#include "core/spawn/spawn_plan.h"

namespace reeve {

// What a caller asks spawn_in_group for.
struct SpawnConfig {
  std::vector<std::string> argv{};
  std::optional<std::string> argv0{};
  std::optional<std::string> cwd{};
  bool clear_env = false;
  std::optional<std::vector<std::string>> base_env{};  // NAME=value to start from; none: this program's own
  std::vector<std::pair<std::string, std::optional<std::string>>> env{};  // set, or remove
  std::array<StreamPlan, kStreamCount> streams{};
  std::optional<ContainmentKind> containment{};  // none: the strongest that works here
  bool new_session = false;
  JobLimits limits{};
  bool limits_required = true;                // false: a start without the limits that can't be had, and a warning
  std::optional<std::string> state_dir{};     // where the job's keeper keeps its lock and exit
  std::optional<bool> kill_on_parent_exit{};  // none: as is usual on this system
  std::optional<std::uint32_t> uid{};
  std::optional<std::uint32_t> gid{};
  std::optional<std::vector<std::uint32_t>> groups{};
  std::optional<std::uint32_t> umask{};
  std::optional<int> nice{};
};

// Refuses what no system could start: no command, NUL bytes, variables without a name, numbers beyond what
// schemas/v1/spawn-in-group-config.schema.json allows.
Status check(const SpawnConfig& config);

// Whether an output is a log that only a keeper can write.
bool has_logs(const SpawnConfig& config);

// NAME=value for the child: the base, what the config sets or removes, and the job's token.
std::vector<std::string> build_environment(const SpawnConfig& config, const std::string& token);

// The variable that carries the tokens of all the jobs a process belongs to, outermost first, separated by colons. A
// job inside a job keeps the outer token, so that ending the outer one finds it.
inline constexpr std::string_view kTokenVariable = "REEVE_TREE";

}  // namespace reeve
