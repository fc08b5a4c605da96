#include "core/spawn/spawn_config.h"

#include <algorithm>
#include <array>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr std::array<const char*, kStreamCount> kStreamNames{"stdin", "stdout", "stderr"};
constexpr char kTokenSeparator = ':';
// Enough for 32 jobs inside each other; beyond that the outermost are forgotten.
constexpr std::size_t kTokensLongest = 800;

bool has_nul(const std::string& text) { return text.find('\0') != std::string::npos; }

Status refuse_nul(const std::string& name, const std::string& text) {
  if (!has_nul(text)) return Done{};
  return invalid_argument(name + " contains a NUL byte, which no program can be given");
}

Status check_variables(const SpawnConfig& config) {
  for (const auto& [name, value] : config.env) {
    if (name.empty() || name.find('=') != std::string::npos || has_nul(name)) {
      return invalid_argument("env has a variable whose name is empty or contains '=' or a NUL byte");
    }
    const Status valid = refuse_nul("env." + name, value.value_or(""));
    if (!valid.ok()) return valid;
  }
  return Done{};
}

constexpr std::uint32_t kMostId = 4294967294;  // one more means "none" to the system
constexpr std::uint32_t kMostUmask = 0777;
constexpr int kLeastNice = -20;
constexpr int kMostNice = 19;
constexpr std::uint64_t kLeastMemory = 1048576;
constexpr std::uint64_t kMostMemory = 9007199254740991;
constexpr std::uint64_t kMostPids = 4194304;
constexpr double kLeastCpus = 0.01;
constexpr double kMostCpus = 4096;
constexpr std::uint32_t kMostWeight = 10000;
constexpr std::uint64_t kLeastLog = 4096;
constexpr std::uint64_t kMostLog = 9007199254740991;
constexpr std::uint32_t kMostKept = 1000;
constexpr std::uint64_t kLeastAge = 1000;
constexpr std::uint64_t kMostAge = 316224000000;  // ten years

// As the schema has it, for callers who have no schema.
template <class Number>
Status refuse_beyond(const char* name, const std::optional<Number>& number, Number least, Number most) {
  // Also what is no number at all.
  if (!number || (*number >= least && *number <= most)) return Done{};
  return invalid_argument(std::string(name) + " must be from " + std::to_string(least) + " to " + std::to_string(most) +
                          ", not " + std::to_string(*number));
}

Status check_limits(const JobLimits& limits) {
  const auto memory = [](const char* name, const std::optional<std::uint64_t>& bytes, std::uint64_t least) {
    return refuse_beyond(name, bytes, least, kMostMemory);
  };
  Status valid = memory("limits.memory_max", limits.memory_max, kLeastMemory);
  if (valid.ok()) valid = memory("limits.memory_swap_max", limits.memory_swap_max, 0);
  if (valid.ok()) valid = refuse_beyond<std::uint64_t>("limits.pids_max", limits.pids_max, 1, kMostPids);
  if (valid.ok()) valid = refuse_beyond("limits.cpu_max", limits.cpu_max, kLeastCpus, kMostCpus);
  if (valid.ok()) valid = refuse_beyond<std::uint32_t>("limits.io_weight", limits.io_weight, 1, kMostWeight);
  return valid;
}

Status check_privileges(const SpawnConfig& config) {
  Status valid = refuse_beyond<std::uint32_t>("uid", config.uid, 0, kMostId);
  if (valid.ok()) valid = refuse_beyond<std::uint32_t>("gid", config.gid, 0, kMostId);
  for (const std::uint32_t group : config.groups.value_or(std::vector<std::uint32_t>())) {
    if (valid.ok()) valid = refuse_beyond<std::uint32_t>("groups", group, 0, kMostId);
  }
  if (valid.ok()) valid = refuse_beyond<std::uint32_t>("umask", config.umask, 0, kMostUmask);
  if (valid.ok()) valid = refuse_beyond("nice", config.nice, kLeastNice, kMostNice);
  return valid;
}

Status check_rotation(const std::string& name, const LogRotation& rotation) {
  const Status valid =
      refuse_beyond((name + ".max_bytes").c_str(), std::optional(rotation.max_bytes), kLeastLog, kMostLog);
  if (!valid.ok()) return valid;
  const Status young = refuse_beyond((name + ".max_age_ms").c_str(), rotation.max_age_ms, kLeastAge, kMostAge);
  if (!young.ok()) return young;
  return refuse_beyond<std::uint32_t>((name + ".keep").c_str(), rotation.keep, 1, kMostKept);
}

Status check_stream(const std::string& name, const StreamPlan& stream) {
  if (stream.kind == StreamPlan::Kind::descriptor && stream.descriptor < 0) {
    return invalid_argument(name + ".fd must not be negative");
  }
  const Status valid = refuse_nul(name + ".file", stream.path);
  return valid.ok() && stream.rotation ? check_rotation(name + ".rotate", *stream.rotation) : valid;
}

std::string_view name_of(const std::string& entry) { return std::string_view(entry).substr(0, entry.find('=')); }

void remove(std::vector<std::string>& environment, std::string_view name) {
  std::erase_if(environment,
                [&](const std::string& entry) { return platform::is_same_variable(name_of(entry), name); });
}

void set(std::vector<std::string>& environment, std::string_view name, const std::string& value) {
  remove(environment, name);
  environment.push_back(std::string(name) + "=" + value);
}

std::string tokens_with(const std::vector<std::string>& environment, const std::string& token) {
  const auto found = std::find_if(environment.begin(), environment.end(),
                                  [](const std::string& entry) { return name_of(entry) == kTokenVariable; });
  if (found == environment.end() || found->size() <= kTokenVariable.size() + 1) return token;
  std::string tokens = found->substr(kTokenVariable.size() + 1) + kTokenSeparator + token;
  if (tokens.size() <= kTokensLongest) return tokens;
  const std::size_t separator = tokens.find(kTokenSeparator, tokens.size() - kTokensLongest - 1);
  tokens.erase(0, separator + 1);
  return tokens;
}

}  // namespace

Status check(const SpawnConfig& config) {
  if (config.argv.empty()) return invalid_argument("argv is empty: its first item is the command");
  if (config.argv.front().empty()) return invalid_argument("argv[0] is empty: it is the command");
  for (std::size_t index = 0; index < config.argv.size(); ++index) {
    Status valid = refuse_nul("argv[" + std::to_string(index) + "]", config.argv[index]);
    if (!valid.ok()) return valid;
  }
  for (std::size_t index = 0; index < config.streams.size(); ++index) {
    Status valid = check_stream(kStreamNames[index], config.streams[index]);
    if (!valid.ok()) return valid;
  }
  if (config.streams.front().is_log()) return invalid_argument("stdin is no log");
  Status valid = refuse_nul("argv0", config.argv0.value_or(""));
  if (valid.ok()) valid = refuse_nul("cwd", config.cwd.value_or(""));
  if (valid.ok() && config.cwd && config.cwd->empty()) valid = invalid_argument("cwd is empty");
  if (valid.ok()) valid = refuse_nul("state_dir", config.state_dir.value_or(""));
  if (valid.ok() && config.state_dir && config.state_dir->empty()) valid = invalid_argument("state_dir is empty");
  if (valid.ok()) valid = check_variables(config);
  if (valid.ok()) valid = check_privileges(config);
  if (valid.ok()) valid = check_limits(config.limits);
  return valid;
}

bool has_logs(const SpawnConfig& config) {
  return std::any_of(config.streams.begin(), config.streams.end(), [](const auto& stream) { return stream.is_log(); });
}

std::vector<std::string> build_environment(const SpawnConfig& config, const std::string& token) {
  // The token's history is taken from what the job would inherit, also when it is given a clear environment.
  std::vector<std::string> inherited = config.base_env ? *config.base_env : platform::environment();
  const std::string tokens = tokens_with(inherited, token);
  std::vector<std::string> environment;
  if (!config.clear_env) environment = std::move(inherited);
  for (const auto& [name, value] : config.env) {
    if (value) {
      set(environment, name, *value);
    } else {
      remove(environment, name);
    }
  }
  set(environment, kTokenVariable, tokens);
  return environment;
}

}  // namespace reeve
