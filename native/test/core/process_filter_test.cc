#include "core/inventory/process_filter.h"

#include "test/check.h"

namespace reeve::test {
namespace {

ProcessFacts facts_of(const ProcessStat& stat) {
  ProcessFacts facts;
  facts.identity.pid = stat.pid;
  facts.stat = stat;
  return facts;
}

bool fits(const ProcessFilter& filter, const ProcessFacts& facts) { return filter.fits(facts, std::nullopt); }

TEST(a_filter_without_parts_fits_everybody) {
  CHECK(fits({}, facts_of({.pid = 7, .name = "sh"})));
  ProcessFacts hidden;
  hidden.identity.pid = 7;
  CHECK(fits({}, hidden));
}

TEST(a_name_fits_as_records_show_it) {
  const ProcessFacts odd = facts_of({.pid = 7, .name = "a\xFF B"});
  CHECK(fits({.name_equals = "a\xEF\xBF\xBD B"}, odd));
  CHECK(!fits({.name_equals = "a\xFF B"}, odd));
  CHECK(fits({.name_contains = "b"}, odd) && fits({.name_contains = ""}, odd) && fits({.name_contains = "A\xEF"}, odd));
  CHECK(!fits({.name_contains = "a B"}, odd) && !fits({.name_equals = ""}, odd));
}

TEST(a_state_fits_by_its_word) {
  const ProcessFilter stopped{.state_in = std::vector<ProcessState>{state_named("stopped")}};
  for (const ProcessState state : {ProcessState::stopped, ProcessState::traced}) {
    CHECK(fits(stopped, facts_of({.pid = 7, .state = state})));
  }
  CHECK(!fits(stopped, facts_of({.pid = 7, .state = ProcessState::sleeping})));
  CHECK(!fits({.state_in = std::vector<ProcessState>{}}, facts_of({.pid = 7, .state = ProcessState::stopped})));
}

TEST(a_user_fits_by_name_or_number) {
  ProcessFacts facts = facts_of({.pid = 7});
  facts.uid = 1000;
  CHECK(fits({.user_equals = "1000"}, facts) && !fits({.user_equals = "100"}, facts));
  facts.user = "somebody";
  CHECK(fits({.user_equals = "somebody"}, facts) && fits({.user_equals = "1000"}, facts));
  CHECK(!fits({.user_equals = "some"}, facts) && !fits({.user_equals = ""}, facts));
}

// What is not known is neither small nor large.
TEST(what_cannot_be_read_fits_no_part_that_asks_for_it) {
  ProcessFacts hidden;
  hidden.identity.pid = 7;
  CHECK(!fits({.name_contains = ""}, hidden) && !fits({.ppid = 0}, hidden) && !fits({.user_equals = ""}, hidden));
  CHECK(!fits({.state_in = std::vector<ProcessState>{ProcessState::unknown}}, hidden));
  CHECK(!fits({.cpu_above = 0}, hidden) && !fits({.memory_above_kb = 0}, hidden));
  CHECK(!fits({.running_for_at_least_secs = 0}, hidden));
  CHECK(fits({.pid_in = std::vector<Pid>{3, 7}}, hidden) && !fits({.pid_in = std::vector<Pid>{3, 8}}, hidden));
}

TEST(numbers_fit_above_and_ages_from) {
  ProcessFacts facts = facts_of({.pid = 7});
  facts.memory_kb = 100;
  facts.age_ms = 5000;
  CHECK(fits({.memory_above_kb = 99.5}, facts) && !fits({.memory_above_kb = 100}, facts));
  CHECK(fits({.running_for_at_least_secs = 5}, facts) && !fits({.running_for_at_least_secs = 5.001}, facts));
  const ProcessFilter busy{.cpu_above = 50};
  CHECK(busy.fits(facts, 50.5) && !busy.fits(facts, 50));
}

}  // namespace
}  // namespace reeve::test
