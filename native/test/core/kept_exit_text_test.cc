#include "core/keeper/kept_exit_text.h"

#include "core/platform.h"
#include "test/core/scene.h"

namespace reeve::test {
namespace {

const Identity kJob{.boot = "b007", .pid = 1001, .start = 1500, .unique = 77};

std::string text_of(const Identity& identity, const std::string& code, const std::string& signal) {
  return R"({"schema_id":"urn:reeve:schema:v1:kept-exit","pid":1001,"identity":")" + to_text(identity) +
         R"(","exit_code":)" + code + R"(,"signal":)" + signal + R"(,"ended_unix_ms":1,"cpu_user_ms":0,)" +
         R"("cpu_system_ms":0,"max_rss_kb":100})" + "\n";
}

TEST(kept_exit_is_read_for_the_process_that_it_names) {
  const auto exit = parse_kept_exit(text_of(kJob, "7", "null"), kJob);
  REQUIRE(exit.has_value());
  CHECK_EQ(exit->code, 7);
  CHECK(!exit->signal);
  CHECK_EQ(exit->source, ExitSource::keeper);
  CHECK(!parse_kept_exit(text_of(fake::other_than(kJob), "7", "null"), kJob));
}

TEST(kept_exit_has_a_real_time_signal_by_its_number) {
  const auto exit = parse_kept_exit(text_of(kJob, "null", "\"SIG35\""), kJob);
  CHECK(exit && exit->signal == 35 && !exit->code);
  for (const std::string wrong : {"SIG", "SIG0", "SIG-1", "SIG35x", "SIG99999999999", "35"}) {
    CHECK(!parse_kept_exit(text_of(kJob, "null", "\"" + wrong + "\""), kJob));
  }
}

TEST(kept_exit_takes_no_text_that_a_keeper_would_not_write) {
  const std::string good = text_of(kJob, "7", "null");
  for (std::size_t length = 0; length < good.find(",\"signal\":null") + 14; ++length) {
    CHECK(!parse_kept_exit(good.substr(0, length), kJob));
  }
  CHECK(!parse_kept_exit(text_of(kJob, "", "null"), kJob));
  CHECK(!parse_kept_exit(text_of(kJob, "7x", "null"), kJob));
  CHECK(!parse_kept_exit(text_of(kJob, "99999999999999999999", "null"), kJob));
  CHECK(!parse_kept_exit(text_of(kJob, "null", "\"SIGNOTHING\""), kJob));
  CHECK(!parse_kept_exit(text_of(kJob, "null", "null"), kJob));
  CHECK(!parse_kept_exit(" " + good, kJob));
}

}  // namespace
}  // namespace reeve::test
