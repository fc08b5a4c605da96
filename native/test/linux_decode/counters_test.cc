#include "platform/linux/decode/counters.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::counter_of_line;
using linux_decode::sum_of_counters;

using Counter = std::optional<std::uint64_t>;

TEST(counters_are_read_as_each_file_writes_them) {
  CHECK_EQ(counter_of_line("rchar: 7\nread_bytes: 4096\nwrite_bytes: 0\n", "read_bytes"), Counter(4096));
  CHECK_EQ(counter_of_line("Rss:  1616 kB\nPss:                 230 kB\nPss_Dirty: 1 kB\n", "Pss"), Counter(230));
  CHECK_EQ(counter_of_line("Name:\tsh\nvoluntary_ctxt_switches:\t150\n", "voluntary_ctxt_switches"), Counter(150));
  CHECK_EQ(counter_of_line("usage_usec 12\nuser_usec 18446744073709551615", "user_usec"), Counter(UINT64_MAX));
}

TEST(counters_have_whole_labels) {
  const char* io = "rchar: 7\nread_bytes: 1\nwrite_bytes: 2\ncancelled_write_bytes: 3\n";
  CHECK_EQ(counter_of_line(io, "write_bytes"), Counter(2));
  CHECK(!counter_of_line(io, "bytes"));
  CHECK(!counter_of_line(io, "read"));
  CHECK_EQ(counter_of_line("nonvoluntary_ctxt_switches:\t5\nvoluntary_ctxt_switches:\t6\n", "voluntary_ctxt_switches"),
           Counter(6));
}

// A program chooses its name, which stands in the first line of its status; the kernel writes a newline in it as \n.
TEST(counters_are_not_taken_from_the_middle_of_a_line) {
  CHECK_EQ(counter_of_line("Name:\tPss: 9\nPss: 4 kB\n", "Pss"), Counter(4));
  CHECK(!counter_of_line("Name:\ta\\nPss: 9\n", "Pss"));
}

TEST(counters_that_are_no_numbers_are_not_told) {
  for (const char* text : {"", "\n", "Pss", "Pss:", "Pss: ", "Pss:\t\t", "Pss: x", "Pss: -1", "Pss: 12x kB", "Pss: 007",
                           "Pss: 18446744073709551616 kB", "Pss; 1", "Pss\t1"}) {
    CHECK(!counter_of_line(text, "Pss"));
  }
}

TEST(counters_are_summed_over_devices) {
  const char* io_stat =
      "8:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=512 dios=1\n"
      "253:1 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n"
      "254:0 \n";
  CHECK_EQ(sum_of_counters(io_stat, "rbytes"), 4097U);
  CHECK_EQ(sum_of_counters(io_stat, "wbytes"), 8194U);
  CHECK_EQ(sum_of_counters(io_stat, "bytes"), 0U);
  CHECK_EQ(sum_of_counters("", "rbytes"), 0U);
}

TEST(counters_of_odd_lines_add_nothing) {
  CHECK_EQ(
      sum_of_counters("rbytes=1\n8:0 rbytes=\n8:0 rbytes\n8:0 rbytes=x\n8:0 rbytes=-1\n8:0 xrbytes=1\n8:0 rbytes=5=5",
                      "rbytes"),
      0U);
}

TEST(counters_do_not_wrap) {
  CHECK_EQ(sum_of_counters("8:0 rbytes=18446744073709551615\n8:1 rbytes=5\n", "rbytes"), UINT64_MAX);
}

}  // namespace
}  // namespace reeve::test
