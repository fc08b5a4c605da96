#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include "test/c_api/check.h"

/* Prints a line for each test and fails when one does. An argument is a part of the names of those to run. */

static int faults = 0;
static reeve_runtime* runtime = NULL;

bool check(bool holds, const char* file, int line, const char* text) {
  if (!holds) {
    ++faults;
    fprintf(stderr, "%s:%d: %s\n", file, line, text);
  }
  return holds;
}

bool fails_with(reeve_error* error, const char* code) {
  const bool right = error != NULL && strcmp(error->code, code) == 0 && strlen(error->message) > strlen(code);
  if (!right) fprintf(stderr, "%s instead of %s\n", error == NULL ? "success" : error->message, code);
  reeve_free(error);
  return right;
}

bool succeeds(reeve_error* error) {
  const bool good = error == NULL;
  if (!good) fprintf(stderr, "%s\n", error->message);
  reeve_free(error);
  return good;
}

reeve_runtime* the_runtime(void) { return runtime; }

reeve_job* start_shell(const char* script) {
  const char* argv[] = {"sh", "-c", script, NULL};
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_job* job = NULL;
  config.argv = argv;
  config.std_out.kind = config.std_err.kind = REEVE_STREAM_IGNORE;
  CHECK(succeeds(reeve_spawn_in_group(runtime, &config, &job)));
  return job;
}

void end_job(reeve_job* job) {
  reeve_ending* ending = NULL;
  reeve_terminate_config config = reeve_terminate_defaults();
  config.grace_timeout_ms = 0;
  config.kill_timeout_ms = 60000;
  if (CHECK(succeeds(reeve_terminate_tree(runtime, reeve_record(job->json), &config, &ending)))) {
    CHECK(ending->exited && ending->survivor_count == 0);
  }
  reeve_free(ending);
  reeve_free(job);
}

void await_gone(const reeve_job* job) {
  bool gone = false;
  while (!gone) {
    reeve_identity_check* found = NULL;
    const struct timespec pause = {0, 1000000};
    if (!CHECK(succeeds(reeve_check_identity(runtime, reeve_record(job->json), &found)))) return;
    gone = strcmp(found->status, "same") != 0 && !found->zombie;
    reeve_free(found);
    if (!gone) nanosleep(&pause, NULL);
  }
}

#define TESTS(each)                                                                                                    \
  each(versions) each(nulls_are_refused) each(bad_refs_are_refused) each(bad_records_are_refused)                      \
      each(examples_of_refs_are_read) each(bad_spawn_configs_are_refused) each(bad_terminate_configs_are_refused)      \
          each(bad_times_are_refused) each(looks_at_itself) each(tells_capabilities) each(tells_a_missing_command)     \
              each(starts_with_streams_and_variables) each(starts_under_a_keeper_with_a_state_folder)                  \
                  each(waits_and_tells_again) each(hears_of_an_end) each(cancels_a_wait) each(ends_a_tree)             \
                      each(ends_a_tree_in_the_background) each(refuses_to_end_itself) each(tells_gone_from_same)       \
                          each(takes_a_config_of_an_older_header) each(many_threads_at_once)                           \
                              each(closes_with_waits_pending) each(lists_by_filter_and_fields)                         \
                                  each(lists_all_and_samples) each(walks_down_and_up) each(tells_its_group)            \
                                      each(measures_one_and_many) each(signals_one_a_group_and_many)                   \
                                          each(kills_descendants) each(tells_who_listens) each(waits_for_a_port)       \
                                              each(hears_of_a_port) each(nulls_of_questions_are_refused)               \
                                                  each(bad_refs_of_questions_are_refused)                              \
                                                      each(bad_filters_are_refused) each(bad_list_options_are_refused) \
                                                          each(bad_signals_are_refused) each(bad_ports_are_refused)

#define DECLARE(name) void name(void);
TESTS(DECLARE)
#define ROW(name) {#name, name},
static const test_case cases[] = {TESTS(ROW){NULL, NULL}};

int main(int count, char** arguments) {
  int passed = 0;
  int failed = 0;
  const test_case* one;
  if (!succeeds(reeve_open(&runtime))) return 1;
  for (one = cases; one->name != NULL; ++one) {
    const int before = faults;
    if (count > 1 && strstr(one->name, arguments[1]) == NULL) continue;
    one->body();
    ++*(faults == before ? &passed : &failed);
    printf("%s %s\n", faults == before ? "ok  " : "FAIL", one->name);
    fflush(stdout);
  }
  reeve_close(runtime);
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
