#include "platform/linux/decode/stat_line.h"

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

constexpr std::string_view kFields =
    " S 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 "
    "43 44 45 46 47 48 49 50 51 52\n";

// No name moves a field.
void check_as_name(std::string_view name) {
  const auto line = linux_decode::parse_stat_line("4711 (" + std::string(name) + ")" + std::string(kFields));
  CHECK(line.has_value() && line->stat.name == name && line->stat.pid == 4711 && line->stat.ppid == 4);
  CHECK(line->stat.pgid == 5 && line->stat.sid == 6 && line->cpu_ticks == 29 && line->user_ticks == 14 &&
        line->threads == 20);
  CHECK(line->executed && line->stat.start == 22 && line->rss_pages == 24 && line->exit_status == 52);
}

void check_as_line(std::string_view text) {
  const auto line = linux_decode::parse_stat_line(text);
  if (!line) return;
  const ProcessStat& stat = line->stat;
  CHECK(is_pid(stat.pid) && stat.ppid >= 0 && stat.pgid >= -1 && stat.sid >= -1);
  CHECK(text.starts_with(std::to_string(stat.pid) + " (" + stat.name + ") "));
  const std::string_view after = text.substr(text.rfind(") ") + 2);
  const std::vector<std::string> fields = split(after.substr(0, after.find('\n')), ' ');
  CHECK(fields.size() >= 50 && fields[0].size() == 1);
  const auto field = [&](std::size_t number) { return std::string_view(fields[number - 3]); };
  CHECK(says(field(4), stat.ppid) && says(field(5), stat.pgid) && says(field(6), stat.sid));
  CHECK(says(field(20), line->threads) && says(field(22), stat.start));
  CHECK(says(field(24), line->rss_pages) && says(field(52), line->exit_status));
}

}  // namespace

FUZZ(text) {
  check_as_name(text);
  check_as_line(text);
}

}  // namespace reeve::fuzz
