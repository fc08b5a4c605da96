#include <stdlib.h>

#include "test/c_api/check.h"

/* What is refused of the questions about many processes, before anything is done. */

static const char* bad = "ERR_INVALID_ARG";

static void on_text_never(void* data, reeve_error* error, reeve_text* text) {
  (void)data;
  CHECK(error == NULL && text == NULL);
}

TEST(nulls_of_questions_are_refused) {
  reeve_runtime* runtime = the_runtime();
  const reeve_ref self = reeve_pid(1);
  reeve_port_wait_config config = reeve_port_wait_defaults();
  reeve_text* text = NULL;
  uint64_t wait = 0;
  config.port = 1;
  CHECK(fails_with(reeve_list_processes(NULL, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_list_processes(runtime, NULL, NULL, NULL), bad));
  CHECK(fails_with(reeve_descendants(NULL, self, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_descendants(runtime, self, NULL, NULL, NULL), bad));
  CHECK(fails_with(reeve_ancestors(NULL, self, NULL, &text), bad));
  CHECK(fails_with(reeve_ancestors(runtime, self, NULL, NULL), bad));
  CHECK(fails_with(reeve_self_group(NULL, &text), bad));
  CHECK(fails_with(reeve_self_group(runtime, NULL), bad));
  CHECK(fails_with(reeve_process_stats(NULL, self, 0, &text), bad));
  CHECK(fails_with(reeve_process_stats(runtime, self, 0, NULL), bad));
  CHECK(fails_with(reeve_process_stats_many(NULL, &self, 1, 0, &text), bad));
  CHECK(fails_with(reeve_process_stats_many(runtime, NULL, 1, 0, &text), bad));
  CHECK(fails_with(reeve_process_stats_many(runtime, &self, 1, 0, NULL), bad));
  CHECK(fails_with(reeve_send_signal(NULL, self, "TERM", &text), bad));
  CHECK(fails_with(reeve_send_signal(runtime, self, NULL, &text), bad));
  CHECK(fails_with(reeve_send_signal(runtime, self, "TERM", NULL), bad));
  CHECK(fails_with(reeve_send_signal_group(NULL, self, "TERM", &text), bad));
  CHECK(fails_with(reeve_send_signal_group(runtime, self, NULL, &text), bad));
  CHECK(fails_with(reeve_send_signal_group(runtime, self, "TERM", NULL), bad));
  CHECK(fails_with(reeve_send_signal_many(NULL, &self, 1, "TERM", &text), bad));
  CHECK(fails_with(reeve_send_signal_many(runtime, NULL, 1, "TERM", &text), bad));
  CHECK(fails_with(reeve_send_signal_many(runtime, &self, 1, NULL, &text), bad));
  CHECK(fails_with(reeve_send_signal_many(runtime, &self, 1, "TERM", NULL), bad));
  CHECK(fails_with(reeve_kill_descendants(NULL, self, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_kill_descendants(runtime, self, NULL, NULL, NULL), bad));
  CHECK(fails_with(reeve_listening_ports(NULL, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_listening_ports(runtime, NULL, NULL, NULL), bad));
  CHECK(fails_with(reeve_find_by_port(NULL, 1, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_find_by_port(runtime, 1, NULL, NULL, NULL), bad));
  CHECK(fails_with(reeve_wait_for_port(NULL, NULL, &config, &text), bad));
  CHECK(fails_with(reeve_wait_for_port(runtime, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_wait_for_port(runtime, NULL, &config, NULL), bad));
  CHECK(fails_with(reeve_start_wait_for_port(NULL, NULL, &config, on_text_never, NULL, &wait), bad));
  CHECK(fails_with(reeve_start_wait_for_port(runtime, NULL, NULL, on_text_never, NULL, &wait), bad));
  CHECK(fails_with(reeve_start_wait_for_port(runtime, NULL, &config, NULL, NULL, &wait), bad));
  CHECK(fails_with(reeve_start_wait_for_port(runtime, NULL, &config, on_text_never, NULL, NULL), bad));
  CHECK(fails_with(reeve_list_fds(NULL, self, NULL, &text), bad));
  CHECK(fails_with(reeve_list_fds(runtime, self, NULL, NULL), bad));
  CHECK(text == NULL && wait == 0);
}

TEST(bad_refs_of_questions_are_refused) {
  static const char* const records[] = {"", "{", "{}", "0", "{\"pid\":4711,\"identity\":\"made-up\"}", "\xff"};
  reeve_port_wait_config config = reeve_port_wait_defaults();
  size_t index;
  config.port = 1;
  for (index = 0; index < sizeof records / sizeof *records; ++index) {
    const reeve_ref ref = reeve_record(records[index]);
    const reeve_ref both[] = {reeve_pid(1), ref};
    reeve_text* text = NULL;
    uint64_t wait = 0;
    CHECK(fails_with(reeve_descendants(the_runtime(), ref, NULL, NULL, &text), bad));
    CHECK(fails_with(reeve_ancestors(the_runtime(), ref, NULL, &text), bad));
    CHECK(fails_with(reeve_process_stats(the_runtime(), ref, 0, &text), bad));
    CHECK(fails_with(reeve_process_stats_many(the_runtime(), both, 2, 0, &text), bad));
    CHECK(fails_with(reeve_send_signal(the_runtime(), ref, "TERM", &text), bad));
    CHECK(fails_with(reeve_send_signal_group(the_runtime(), ref, "TERM", &text), bad));
    CHECK(fails_with(reeve_send_signal_many(the_runtime(), both, 2, "TERM", &text), bad));
    CHECK(fails_with(reeve_kill_descendants(the_runtime(), ref, NULL, NULL, &text), bad));
    CHECK(fails_with(reeve_wait_for_port(the_runtime(), &ref, &config, &text), bad));
    CHECK(fails_with(reeve_start_wait_for_port(the_runtime(), &ref, &config, on_text_never, NULL, &wait), bad));
    CHECK(fails_with(reeve_list_fds(the_runtime(), ref, NULL, &text), bad));
    CHECK(text == NULL && wait == 0);
  }
}

static bool is_refused_filter(const reeve_process_filter* filter, const char* code) {
  reeve_text* text = NULL;
  bool all = fails_with(reeve_list_processes(the_runtime(), filter, NULL, &text), code);
  all = fails_with(reeve_descendants(the_runtime(), reeve_pid(1), filter, NULL, &text), code) && all;
  return fails_with(reeve_kill_descendants(the_runtime(), reeve_pid(1), filter, NULL, &text), code) && all;
}

#define REFUSED_FILTER(field, value)                    \
  do {                                                  \
    reeve_process_filter one = reeve_filter_defaults(); \
    one.field = value;                                  \
    CHECK(is_refused_filter(&one, bad));                \
  } while (0)

TEST(bad_filters_are_refused) {
  static const char* const no_state[] = {"running", "tired", NULL};
  static const int32_t no_pids[] = {1, 0};
  const double nan = strtod("nan", NULL);
  struct {
    reeve_process_filter known;
    int64_t later;
  } newer = {reeve_filter_defaults(), 0};
  reeve_process_filter with_pids = reeve_filter_defaults();
  reeve_text* text = NULL;
  REFUSED_FILTER(size, 0);
  REFUSED_FILTER(size, SIZE_MAX);
  REFUSED_FILTER(state_in, no_state);
  REFUSED_FILTER(pid_count, 1);
  REFUSED_FILTER(ppid, -1);
  REFUSED_FILTER(ppid, INT64_MAX);
  REFUSED_FILTER(cpu_above, -2);
  REFUSED_FILTER(cpu_above, nan);
  REFUSED_FILTER(memory_above_kb, -0.5);
  REFUSED_FILTER(running_for_at_least_secs, 1e308 * 10);
  with_pids.pid_in = no_pids;
  with_pids.pid_count = 2;
  CHECK(is_refused_filter(&with_pids, bad));
  /* Of a later header: taken where it asks for nothing new. */
  newer.known.size = sizeof newer;
  CHECK(succeeds(reeve_list_processes(the_runtime(), &newer.known, NULL, &text)));
  reeve_free(text);
  newer.later = 1;
  CHECK(is_refused_filter(&newer.known, "ERR_UNSUPPORTED"));
}

#define REFUSED_LIST(field, value)                                                                \
  do {                                                                                            \
    reeve_list_options one = reeve_list_defaults();                                               \
    reeve_text* nothing = NULL;                                                                   \
    one.field = value;                                                                            \
    CHECK(fails_with(reeve_list_processes(the_runtime(), NULL, &one, &nothing), bad));            \
    CHECK(fails_with(reeve_descendants(the_runtime(), reeve_pid(1), NULL, &one, &nothing), bad)); \
    CHECK(fails_with(reeve_ancestors(the_runtime(), reeve_pid(1), &one, &nothing), bad));         \
    CHECK(fails_with(reeve_listening_ports(the_runtime(), NULL, &one, &nothing), bad));           \
  } while (0)

TEST(bad_list_options_are_refused) {
  static const char* const no_field[] = {"name", "shoe_size", NULL};
  reeve_list_options options = reeve_list_defaults();
  reeve_text* text = NULL;
  REFUSED_LIST(size, 0);
  REFUSED_LIST(fields, no_field);
  REFUSED_LIST(wanted, REEVE_WITHOUT_CMDLINE);
  REFUSED_LIST(wanted, 1u << 31);
  REFUSED_LIST(sample_duration_ms, 9);
  REFUSED_LIST(sample_duration_ms, 60001);
  REFUSED_LIST(max_levels, 0);
  REFUSED_LIST(max_levels, -1);
  REFUSED_LIST(max_levels, 4294967296);
  options.max_levels = 1; /* which a list has not, and ports neither */
  CHECK(fails_with(reeve_list_processes(the_runtime(), NULL, &options, &text), bad));
  CHECK(fails_with(reeve_listening_ports(the_runtime(), NULL, &options, &text), bad));
  options = reeve_list_defaults();
  options.sample_duration_ms = 10; /* which parents have not */
  CHECK(fails_with(reeve_ancestors(the_runtime(), reeve_pid(1), &options, &text), bad));
  CHECK(fails_with(reeve_listening_ports(the_runtime(), NULL, &options, &text), bad));
  CHECK(fails_with(reeve_process_stats(the_runtime(), reeve_pid(1), 16, &text), bad));
  CHECK(fails_with(reeve_list_fds(the_runtime(), reeve_pid(1), "spoon", &text), bad));
  CHECK(text == NULL);
}

TEST(bad_signals_are_refused) {
  static const char* const signals[] = {"", "SIG", "SIGNONE", "term", "0", "-1", "65", "9 "};
  const reeve_ref first = reeve_pid(1);
  reeve_kill_options options = reeve_kill_defaults();
  reeve_text* text = NULL;
  size_t index;
  for (index = 0; index < sizeof signals / sizeof *signals; ++index) {
    options.signal = signals[index];
    CHECK(fails_with(reeve_send_signal(the_runtime(), first, signals[index], &text), bad));
    CHECK(fails_with(reeve_send_signal_group(the_runtime(), first, signals[index], &text), bad));
    CHECK(fails_with(reeve_send_signal_many(the_runtime(), &first, 1, signals[index], &text), bad));
    CHECK(fails_with(reeve_kill_descendants(the_runtime(), first, NULL, &options, &text), bad));
  }
  options = reeve_kill_defaults();
  options.max_levels = 0;
  CHECK(fails_with(reeve_kill_descendants(the_runtime(), first, NULL, &options, &text), bad));
  CHECK(fails_with(reeve_send_signal(the_runtime(), first, "TERM", &text), "ERR_PROTECTED_PROCESS"));
  CHECK(fails_with(reeve_send_signal_group(the_runtime(), first, "TERM", &text), "ERR_PROTECTED_PROCESS"));
  CHECK(fails_with(reeve_kill_descendants(the_runtime(), first, NULL, NULL, &text), "ERR_PROTECTED_PROCESS"));
  CHECK(text == NULL);
}

#define REFUSED_PORTS(field, value)                                                  \
  do {                                                                               \
    reeve_port_filter one = reeve_port_filter_defaults();                            \
    one.field = value;                                                               \
    CHECK(fails_with(reeve_listening_ports(the_runtime(), &one, NULL, &text), bad)); \
  } while (0)

#define REFUSED_WAIT(field, value)                                                                            \
  do {                                                                                                        \
    reeve_port_wait_config one = reeve_port_wait_defaults();                                                  \
    one.port = 1;                                                                                             \
    one.field = value;                                                                                        \
    CHECK(fails_with(reeve_wait_for_port(the_runtime(), NULL, &one, &text), bad));                            \
    CHECK(fails_with(reeve_start_wait_for_port(the_runtime(), NULL, &one, on_text_never, NULL, &wait), bad)); \
  } while (0)

TEST(bad_ports_are_refused) {
  reeve_text* text = NULL;
  uint64_t wait = 0;
  REFUSED_PORTS(size, 0);
  REFUSED_PORTS(protocol, "sctp");
  REFUSED_PORTS(protocol, "");
  REFUSED_PORTS(local_addr, "localhost");
  REFUSED_PORTS(host, "127.0.0.256");
  REFUSED_PORTS(local_port, 0);
  REFUSED_PORTS(local_port, 65536);
  REFUSED_PORTS(pid_count, 1);
  CHECK(fails_with(reeve_find_by_port(the_runtime(), 0, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_find_by_port(the_runtime(), 65536, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_find_by_port(the_runtime(), -1, NULL, NULL, &text), bad));
  CHECK(fails_with(reeve_find_by_port(the_runtime(), 80, "icmp", NULL, &text), bad));
  CHECK(fails_with(reeve_find_by_port(the_runtime(), 80, NULL, "", &text), bad));
  REFUSED_WAIT(size, 0);
  REFUSED_WAIT(port, 0);
  REFUSED_WAIT(port, 65536);
  REFUSED_WAIT(protocol, "sctp");
  REFUSED_WAIT(host, "nowhere");
  REFUSED_WAIT(timeout_ms, -1);
  REFUSED_WAIT(timeout_ms, 2147483648);
  CHECK(text == NULL && wait == 0);
}
