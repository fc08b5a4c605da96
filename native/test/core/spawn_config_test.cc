#include "core/spawn/spawn_config.h"

#include <algorithm>
#include <cmath>

#include "test/core/scene.h"

namespace reeve::test {
namespace {

using Entries = std::vector<std::string>;

const std::string kToken = "0123456789abcdef01234567";

SpawnConfig config_with(Entries base) { return {.argv = {"true"}, .base_env = std::move(base)}; }

Entries sorted(Entries entries) {
  std::sort(entries.begin(), entries.end());
  return entries;
}

std::string tokens_of(const Entries& environment) {
  std::string tokens;
  int count = 0;
  for (const std::string& entry : environment) {
    if (!entry.starts_with("REEVE_TREE=")) continue;
    tokens = entry.substr(11);
    ++count;
  }
  CHECK_EQ(count, 1);
  return tokens;
}

TEST(spawn_config_refuses_what_cannot_be_started) {
  const std::string nul("a\0b", 3);
  const SpawnConfig good = config_with({});
  CHECK(check(good).ok());
  const auto refused = [&](const std::function<void(SpawnConfig&)>& spoil, std::string_view code) {
    SpawnConfig config = good;
    spoil(config);
    const Status checked = check(config);
    CHECK(!checked.ok() && checked.error().code == code);
  };
  refused([](SpawnConfig& config) { config.argv.clear(); }, code::kInvalidArgument);
  refused([](SpawnConfig& config) { config.argv = {""}; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.argv = {nul}; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.argv = {"true", "", nul}; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.argv0 = nul; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.cwd = nul; }, code::kInvalidArgument);
  refused([](SpawnConfig& config) { config.cwd = ""; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.state_dir = nul; }, code::kInvalidArgument);
  refused([](SpawnConfig& config) { config.state_dir = ""; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.streams[1].path = nul; }, code::kInvalidArgument);
  refused([](SpawnConfig& config) { config.env = {{"", "x"}}; }, code::kInvalidArgument);
  refused([](SpawnConfig& config) { config.env = {{"A=B", "x"}}; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.env = {{nul, std::nullopt}}; }, code::kInvalidArgument);
  refused([&](SpawnConfig& config) { config.env = {{"A", nul}}; }, code::kInvalidArgument);
}

TEST(spawn_config_takes_empty_arguments_and_values) {
  SpawnConfig config = config_with({});
  config.argv = {"true", "", " "};
  config.argv0 = "";
  config.env = {{"EMPTY", ""}, {"gone", std::nullopt}, {"with spaces", "a=b"}};
  CHECK(check(config).ok());
}

TEST(environment_adds_replaces_and_removes) {
  SpawnConfig config = config_with({"A=1", "B=2", "C=3", "D=with=equals"});
  config.env = {{"A", "one"}, {"B", std::nullopt}, {"NEW", ""}, {"NEVER", std::nullopt}};
  CHECK_EQ(sorted(build_environment(config, kToken)),
           (Entries{"A=one", "C=3", "D=with=equals", "NEW=", "REEVE_TREE=" + kToken}));
}

TEST(environment_names_are_whole_names) {
  SpawnConfig config = config_with({"AB=1", "A=2", "ABC"});
  config.env = {{"A", std::nullopt}, {"ABC", "3"}};
  CHECK_EQ(sorted(build_environment(config, kToken)), (Entries{"AB=1", "ABC=3", "REEVE_TREE=" + kToken}));
}

TEST(environment_holds_each_name_that_is_set_once) {
  SpawnConfig config = config_with({"A=1", "A=2"});
  config.env = {{"A", "3"}, {"B", "4"}, {"B", "5"}};
  CHECK_EQ(sorted(build_environment(config, kToken)), (Entries{"A=3", "B=5", "REEVE_TREE=" + kToken}));
}

TEST(environment_may_be_clear_or_the_programs_own) {
  const Scene scene;
  world().environment = {"OWN=1"};
  SpawnConfig config{.argv = {"true"}};
  CHECK_EQ(sorted(build_environment(config, kToken)), (Entries{"OWN=1", "REEVE_TREE=" + kToken}));
  config.clear_env = true;
  config.env = {{"A", "1"}};
  CHECK_EQ(sorted(build_environment(config, kToken)), (Entries{"A=1", "REEVE_TREE=" + kToken}));
}

TEST(environment_keeps_the_tokens_of_outer_jobs) {
  SpawnConfig config = config_with({"REEVE_TREE=outer"});
  CHECK_EQ(tokens_of(build_environment(config, kToken)), "outer:" + kToken);
  config.clear_env = true;
  CHECK_EQ(tokens_of(build_environment(config, kToken)), "outer:" + kToken);
  config.env = {{"REEVE_TREE", std::nullopt}};
  CHECK_EQ(tokens_of(build_environment(config, kToken)), "outer:" + kToken);
  config.env = {{"REEVE_TREE", "mine"}};
  CHECK_EQ(tokens_of(build_environment(config, kToken)), "outer:" + kToken);
  CHECK_EQ(tokens_of(build_environment(config_with({"REEVE_TREE="}), kToken)), kToken);
  CHECK_EQ(tokens_of(build_environment(config_with({"REEVE_TREE"}), kToken)), kToken);
}

TEST(environment_tokens_are_bounded_and_the_innermost_stay) {
  Entries environment;
  std::vector<std::string> given;
  for (int depth = 0; depth < 100; ++depth) {
    std::string number = std::to_string(depth);
    given.push_back(std::string(24 - number.size(), 'a') + number);
    environment = build_environment(config_with(environment), given.back());
    const std::string tokens = tokens_of(environment);
    CHECK(tokens.size() <= 800);
    const std::size_t oldest = depth < 31 ? 0 : static_cast<std::size_t>(depth) - 31;
    std::string whole;
    for (std::size_t index = oldest; index < given.size(); ++index) whole += (whole.empty() ? "" : ":") + given[index];
    CHECK_EQ(tokens, whole);
  }
}

bool is_refused(void (*change)(SpawnConfig&)) {
  SpawnConfig config{.argv = {"true"}};
  change(config);
  const Status valid = check(config);
  return !valid.ok() && valid.error().code == code::kInvalidArgument;
}

TEST(config_with_numbers_that_no_system_has) {
  CHECK(is_refused([](SpawnConfig& config) { config.uid = UINT32_MAX; }));
  CHECK(is_refused([](SpawnConfig& config) { config.gid = UINT32_MAX; }));
  CHECK(is_refused([](SpawnConfig& config) { config.groups = {0, UINT32_MAX}; }));
  CHECK(is_refused([](SpawnConfig& config) { config.umask = 01000; }));
  CHECK(is_refused([](SpawnConfig& config) { config.nice = -21; }));
  CHECK(is_refused([](SpawnConfig& config) { config.nice = 20; }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.memory_max = 1048575; }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.memory_swap_max = UINT64_MAX; }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.pids_max = 0; }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.cpu_max = 0.0; }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.cpu_max = std::nan(""); }));
  CHECK(is_refused([](SpawnConfig& config) { config.limits.io_weight = 10001; }));
  CHECK(is_refused(
      [](SpawnConfig& config) { config.streams[1] = {.kind = StreamPlan::Kind::descriptor, .descriptor = -1}; }));
  CHECK(!is_refused([](SpawnConfig& config) {
    config.umask = 0777;
    config.nice = -20;
    config.uid = 4294967294;
    config.limits = {.memory_max = 1048576, .memory_swap_max = 0, .pids_max = 1, .cpu_max = 0.01, .io_weight = 10000};
  }));
}

}  // namespace
}  // namespace reeve::test
