#include "core/spawn/spawn_config.h"

#include <algorithm>
#include <array>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr std::array<std::string_view, kStreamCount> kStreamNames{"stdin", "stdout", "stderr"};
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
    Status valid = refuse_nul(std::string(kStreamNames[index]) + ".file", config.streams[index].path);
    if (!valid.ok()) return valid;
  }
  Status valid = refuse_nul("argv0", config.argv0.value_or(""));
  if (valid.ok()) valid = refuse_nul("cwd", config.cwd.value_or(""));
  if (valid.ok() && config.cwd && config.cwd->empty()) valid = invalid_argument("cwd is empty");
  if (valid.ok()) valid = refuse_nul("state_dir", config.state_dir.value_or(""));
  if (valid.ok() && config.state_dir && config.state_dir->empty()) valid = invalid_argument("state_dir is empty");
  if (valid.ok()) valid = check_variables(config);
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
