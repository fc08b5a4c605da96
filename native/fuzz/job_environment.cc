#include <algorithm>

#include "core/spawn/containment.h"
#include "core/spawn/spawn_config.h"
#include "fuzz/check.h"
#include "platform/posix/entries.h"

namespace reeve::fuzz {
namespace {

constexpr std::string_view kToken = "0123456789abcdef01234567";

std::string job_variable() { return std::string(kTokenVariable) + "="; }

bool is_job_variable(const std::string& entry) { return split(entry, '=').front() == kTokenVariable; }

}  // namespace

// The environment that the caller of a job inherited.
FUZZ(text) {
  const std::vector<std::string> inherited = posix::split_entries(text);
  SpawnConfig config;
  config.base_env = inherited;
  std::vector<std::string> environment = build_environment(config, std::string(kToken));
  CHECK(!environment.empty() && environment.back().starts_with(job_variable()));
  const std::vector<std::string> tokens = split(environment.back().substr(job_variable().size()), ':');
  environment.pop_back();
  std::vector<std::string> others = inherited;
  std::erase_if(others, is_job_variable);
  CHECK(environment == others);

  // Its own token last, before it as many whole ones of the outer jobs as there is room for.
  CHECK(tokens.back() == kToken);
  const auto outer = std::find_if(inherited.begin(), inherited.end(), is_job_variable);
  std::vector<std::string> known(1);
  if (outer != inherited.end()) known = split(outer->substr(std::min(outer->size(), job_variable().size())), ':');
  CHECK(tokens.size() <= known.size() + 1);
  CHECK(std::equal(tokens.rbegin() + 1, tokens.rend(), known.rbegin()));
}

}  // namespace reeve::fuzz
