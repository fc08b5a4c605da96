#include "platform/linux/decode/stat_line.h"

#include <array>
#include <random>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_stat_line;

// A line of Linux 6.18 with the values that are read at their own numbers: 4 ppid, 5 pgid, 6 sid, 14 and 15 time, 20
// threads, 22 start, 24 rss, 52 exit status.
std::string line_of(const std::string& name, char state = 'S') {
  return "4711 (" + name + ") " + state +
         " 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 "
         "42 43 44 45 46 47 48 49 50 51 52\n";
}

bool has_its_own_fields(const linux_decode::StatLine& line) {
  const ProcessStat& stat = line.stat;
  return stat.pid == 4711 && stat.ppid == 4 && stat.pgid == 5 && stat.sid == 6 && line.cpu_ticks == 29 &&
         line.user_ticks == 14 && line.threads == 20 && stat.start == 22 && line.rss_pages == 24 &&
         line.exit_status == 52;
}

TEST(stat_line_of_hostile_names) {
  const std::array<std::string, 16> names{"sh",
                                          "",
                                          "a) R (b",
                                          ") R 1 1 1 (",
                                          ")",
                                          "(",
                                          "((((((((((",
                                          "))))))))))))))",
                                          "a b c",
                                          "a\nb\n",
                                          " ",
                                          "\xff\xfe",
                                          "4711 (x) S 4 5 6",
                                          "kworker/u1024:0-events_power_efficient+with-64-bytes-of-a-name--",
                                          "sshd: root@pts/0",
                                          std::string("a\0b", 3)};
  for (const std::string& name : names) {
    const auto line = parse_stat_line(line_of(name));
    REQUIRE(line.has_value());
    CHECK_EQ(line->stat.name, name);
    CHECK(has_its_own_fields(*line));
    CHECK_EQ(line->stat.state, ProcessState::sleeping);
  }
}

TEST(stat_line_tells_a_copy_from_a_program) {
  const std::string line = line_of("sh");
  const std::size_t flags = line.find(" 9 ") + 1;
  CHECK(parse_stat_line(line)->executed);
  CHECK(!parse_stat_line(std::string(line).replace(flags, 1, "4194368"))->executed);
  CHECK(parse_stat_line(std::string(line).replace(flags, 1, "4194304"))->executed);
  CHECK(!parse_stat_line(std::string(line).replace(flags, 1, "x")));
}

TEST(stat_line_states) {
  const std::array<std::pair<char, ProcessState>, 10> states{{{'R', ProcessState::running},
                                                              {'S', ProcessState::sleeping},
                                                              {'I', ProcessState::sleeping},
                                                              {'D', ProcessState::disk_sleep},
                                                              {'T', ProcessState::stopped},
                                                              {'t', ProcessState::traced},
                                                              {'Z', ProcessState::zombie},
                                                              {'X', ProcessState::zombie},
                                                              {'P', ProcessState::unknown},
                                                              {'?', ProcessState::unknown}}};
  for (const auto& [letter, state] : states) CHECK_EQ(parse_stat_line(line_of("x", letter))->stat.state, state);
}

TEST(stat_line_cut_short_anywhere_is_refused) {
  const std::string whole = line_of("a) R (b");
  const std::size_t last_field = whole.rfind(' ');
  for (std::size_t size = 0; size <= last_field; ++size) {
    if (parse_stat_line(whole.substr(0, size))) fault(__FILE__, __LINE__, whole.substr(0, size));
  }
}

TEST(stat_line_of_large_and_negative_numbers) {
  std::string line = line_of("x");
  line.replace(line.find(" 22 "), 4, " 18446744073709551615 ");
  CHECK_EQ(parse_stat_line(line)->stat.start, UINT64_MAX);
  line.replace(line.find("18446744073709551615"), 20, "18446744073709551616");
  CHECK(!parse_stat_line(line));
  // A process on its way out has group and session -1 (do_task_stat() in fs/proc/array.c).
  line = line_of("x");
  line.replace(line.find(" 5 6 "), 5, " -1 -1 ");
  CHECK_EQ(parse_stat_line(line)->stat.pgid, -1);
}

// A line of which a part was changed or lost on the way says nothing, rather than something of another process.
TEST(stat_line_of_another_form_is_refused) {
  const std::array<std::pair<std::string, std::string>, 11> changes{{{"4711 (", "0 ("},
                                                                     {"4711 (", "-4711 ("},
                                                                     {"4711 (", "4711x ("},
                                                                     {"4711 (", "4711("},
                                                                     {") S ", ") SS "},
                                                                     {") S ", ")   "},
                                                                     {" 4 5 ", " -4 5 "},
                                                                     {" 4 5 ", " 4x 5 "},
                                                                     {" 5 6 ", " -2 6 "},
                                                                     {" 22 ", " 2\n2 "},
                                                                     {" 51 ", "\n51 "}}};
  for (const auto& [from, to] : changes) {
    std::string line = line_of("x");
    line.replace(line.find(from), from.size(), to);
    if (parse_stat_line(line)) fault(__FILE__, __LINE__, line);
  }
}

// What the name is made of never moves a field.
TEST(stat_line_of_random_names) {
  std::mt19937 random(1);
  const std::string alphabet = "() \nR01ab\xff";
  for (int round = 0; round < 100000; ++round) {
    std::string name(random() % 65, 'x');
    for (char& letter : name) letter = alphabet[random() % alphabet.size()];
    const auto line = parse_stat_line(line_of(name));
    if (!line || line->stat.name != name || !has_its_own_fields(*line)) fault(__FILE__, __LINE__, name);
  }
}

TEST(stat_line_of_random_bytes_does_no_harm) {
  std::mt19937 random(2);
  for (int round = 0; round < 100000; ++round) {
    std::string line = line_of("a) R (b");
    for (std::size_t edits = 1 + random() % 5; edits > 0; --edits) {
      const std::size_t at = random() % line.size();
      switch (random() % 3) {
        case 0:
          line[at] = static_cast<char>(random() % 256);
          break;
        case 1:
          line.erase(at, random() % 20);
          break;
        default:
          line.insert(at, 1 + random() % 3, "() -9\n"[random() % 6]);
      }
      if (line.empty()) line = " ";
    }
    static_cast<void>(parse_stat_line(line).has_value());
    std::string noise(random() % 80, ' ');
    for (char& letter : noise) letter = static_cast<char>(random() % 256);
    static_cast<void>(parse_stat_line(noise).has_value());
  }
}

}  // namespace
}  // namespace reeve::test
