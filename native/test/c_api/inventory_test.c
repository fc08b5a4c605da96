#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <unistd.h>

#include "test/c_api/check.h"

static bool has(const reeve_text* text, const char* part) {
  const bool there = text != NULL && strlen(text->json) == text->json_length && strstr(text->json, part) != NULL;
  if (!there) fprintf(stderr, "no %s in %.2000s\n", part, text == NULL ? "nothing" : text->json);
  return there;
}

/* The number behind the first `key` behind `begin`; -1: there is none. */
static int32_t number_behind(const char* json, const char* begin, const char* key) {
  const char* place = strstr(json, begin);
  if (place != NULL) place = strstr(place, key);
  return place == NULL ? -1 : (int32_t)strtol(place + strlen(key), NULL, 10);
}

TEST(lists_by_filter_and_fields) {
  static const char* const fields[] = {"name", "identity", NULL};
  static const char* const states[] = {"running", "sleeping", NULL};
  const int32_t pids[] = {getpid(), 1};
  char uid[32];
  reeve_process_filter filter = reeve_filter_defaults();
  reeve_list_options options = reeve_list_defaults();
  reeve_process* self = NULL;
  reeve_text* list = NULL;
  REQUIRE(succeeds(reeve_get_process(the_runtime(), reeve_pid(getpid()), 0, &self)));
  snprintf(uid, sizeof uid, "%ld", (long)getuid());
  filter.pid_in = pids;
  filter.pid_count = 2;
  filter.name_equals = self->name;
  filter.name_contains = "C_API";
  filter.user_equals = uid;
  filter.state_in = states;
  filter.memory_above_kb = filter.running_for_at_least_secs = 0;
  options.fields = fields;
  REQUIRE(succeeds(reeve_list_processes(the_runtime(), &filter, &options, &list)));
  CHECK(has(list, "\"schema_id\":\"urn:reeve:schema:v1:process-list\"") && has(list, "\"cpu_mode\":\"lifetime\""));
  CHECK(has(list, "\"processes\":[{\"pid\":") && has(list, self->identity));
  CHECK(strstr(list->json, "\"memory_kb\"") == NULL && number_behind(list->json, "processes", "\"pid\":") == getpid());
  reeve_free(list);
  filter.cpu_above = 1e9;
  REQUIRE(succeeds(reeve_list_processes(the_runtime(), &filter, &options, &list)));
  CHECK(has(list, "\"processes\":[]"));
  reeve_free(list);
  reeve_free(self);
}

TEST(lists_all_and_samples) {
  const int32_t self = getpid();
  char own[64];
  reeve_process_filter filter = reeve_filter_defaults();
  reeve_list_options options = reeve_list_defaults();
  reeve_text* list = NULL;
  snprintf(own, sizeof own, "{\"pid\":%d,", (int)self);
  REQUIRE(succeeds(reeve_list_processes(the_runtime(), NULL, NULL, &list)));
  CHECK(has(list, own) && has(list, "{\"pid\":1,") && strstr(list->json, "\"env\":") == NULL);
  reeve_free(list);
  filter.pid_in = &self;
  filter.pid_count = 1;
  options.sample_duration_ms = 10;
  options.wanted = REEVE_WITH_ENV | REEVE_WITH_CWD | REEVE_WITH_THREADS;
  REQUIRE(succeeds(reeve_list_processes(the_runtime(), &filter, &options, &list)));
  CHECK(has(list, "\"cpu_mode\":\"monitor\",\"sample_duration_ms\":10"));
  CHECK(has(list, "\"env\":{") && has(list, "\"cwd\":\"/") && has(list, "\"threads\":[{\"tid\":"));
  reeve_free(list);
  filter.pid_count = 0; /* none of no pids */
  REQUIRE(succeeds(reeve_list_processes(the_runtime(), &filter, NULL, &list)));
  CHECK(has(list, "\"processes\":[]"));
  reeve_free(list);
}

/* A shell that waits for two children, both of which run. */
static reeve_job* start_family(void) {
  static const char* const argv[] = {"sh", "-c", "sleep 600 & sleep 601 & echo; wait; exit 7", NULL};
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_job* job = NULL;
  char line;
  config.argv = argv;
  config.std_out.kind = REEVE_STREAM_PIPE;
  if (!CHECK(succeeds(reeve_spawn_in_group(the_runtime(), &config, &job)))) return NULL;
  CHECK(read(job->std_out, &line, 1) == 1);
  close(job->std_out);
  return job;
}

TEST(walks_down_and_up) {
  reeve_job* job = start_family();
  reeve_process_filter filter = reeve_filter_defaults();
  reeve_list_options options = reeve_list_defaults();
  reeve_text* down = NULL;
  reeve_text* up = NULL;
  int32_t child;
  REQUIRE(job != NULL);
  REQUIRE(succeeds(reeve_descendants(the_runtime(), reeve_record(job->json), NULL, NULL, &down)));
  CHECK(has(down, job->identity) && has(down, "\"levels\":[{\"level\":1,\"found\":2,\"processes\":[{\"pid\":"));
  CHECK(has(down, "\"total_found\":2,\"matched_by_filter\":2") && strstr(down->json, "found_on_level") == NULL);
  child = number_behind(down->json, "\"processes\":", "\"pid\":");
  options.max_levels = 1;
  REQUIRE(succeeds(reeve_ancestors(the_runtime(), reeve_pid(child), &options, &up)));
  CHECK(has(up, "\"chain\":[{\"pid\":") && number_behind(up->json, "\"chain\":", "\"pid\":") == job->pid);
  reeve_free(down);
  filter.name_equals = "nobody";
  options.sample_duration_ms = 10;
  REQUIRE(succeeds(reeve_descendants(the_runtime(), reeve_record(job->json), &filter, &options, &down)));
  CHECK(has(down, "\"max_levels\":1,\"cpu_mode\":\"monitor\"") && has(down, "\"matched_by_filter\":0"));
  CHECK(has(down, "\"levels\":[{\"level\":1,\"found\":2,\"processes\":[]}]"));
  reeve_free(down);
  reeve_free(up);
  end_job(job);
}

TEST(tells_its_group) {
  reeve_text* self = NULL;
  REQUIRE(succeeds(reeve_self_group(the_runtime(), &self)));
  CHECK(number_behind(self->json, "{", "\"pgid\":") == getpgid(0) &&
        number_behind(self->json, "{", "\"sid\":") == getsid(0));
  reeve_free(self);
}

TEST(measures_one_and_many) {
  const uint32_t all = REEVE_STATS_OF_TREE | REEVE_STATS_WITHOUT_IO | REEVE_STATS_WITH_SWITCHES | REEVE_STATS_WITH_PSS;
  reeve_job* job = start_shell("exit 0");
  reeve_job* family = start_family();
  reeve_exit* end = NULL;
  reeve_text* stats = NULL;
  reeve_ref refs[3];
  REQUIRE(job != NULL && family != NULL);
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &end)));
  reeve_free(end);
  await_gone(job);
  REQUIRE(succeeds(reeve_process_stats(the_runtime(), reeve_pid(getpid()), 0, &stats)));
  CHECK(has(stats, "\"source\":\"process\",\"process_count\":1") && has(stats, "\"io_read_bytes\":"));
  CHECK(number_behind(stats->json, "{", "\"memory_kb\":") > 0);
  reeve_free(stats);
  REQUIRE(succeeds(reeve_process_stats(the_runtime(), reeve_record(family->json), all, &stats)));
  CHECK(number_behind(stats->json, "{", "\"process_count\":") == 3 && has(stats, "\"pss_kb\":"));
  CHECK(has(stats, "\"voluntary_switches\":") && strstr(stats->json, "io_read_bytes") == NULL);
  reeve_free(stats);
  refs[0] = reeve_record(job->json);
  refs[1] = reeve_record(family->json);
  refs[2] = reeve_pid(getpid());
  REQUIRE(succeeds(reeve_process_stats_many(the_runtime(), refs, 3, 0, &stats)));
  CHECK(number_behind(stats->json, "\"missing\":", "\"pid\":") == job->pid);
  CHECK(number_behind(stats->json, "\"processes\":", "\"pid\":") == family->pid);
  reeve_free(stats);
  REQUIRE(succeeds(reeve_process_stats_many(the_runtime(), NULL, 0, 0, &stats)));
  CHECK(has(stats, "\"processes\":[]") && has(stats, "\"missing\":[]"));
  reeve_free(stats);
  reeve_free(job);
  end_job(family);
}

static void ends_by(reeve_job* job, const char* signal) {
  reeve_exit* end = NULL;
  if (CHECK(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &end)))) {
    CHECK(end->signal != NULL && strcmp(end->signal, signal) == 0);
  }
  reeve_free(end);
  end_job(job);
}

TEST(signals_one_a_group_and_many) {
  reeve_job* one = start_shell("exec sleep 600");
  reeve_job* group = start_shell("exec sleep 600");
  reeve_job* many = start_shell("exec sleep 600");
  reeve_text* sent = NULL;
  reeve_ref refs[4];
  REQUIRE(one != NULL && group != NULL && many != NULL);
  REQUIRE(succeeds(reeve_send_signal(the_runtime(), reeve_record(one->json), "TERM", &sent)));
  CHECK(has(sent, "\"target\":\"process\"") && has(sent, one->identity) && has(sent, "\"signal_sent\":\"SIGTERM\""));
  reeve_free(sent);
  REQUIRE(succeeds(reeve_send_signal_group(the_runtime(), reeve_record(group->json), "9", &sent)));
  CHECK(has(sent, "\"target\":\"group\"") && has(sent, "\"signal_sent\":\"SIGKILL\""));
  reeve_free(sent);
  refs[0] = refs[2] = reeve_record(many->json);
  refs[1] = reeve_pid(getpid());
  refs[3] = reeve_pid(many->pid);
  REQUIRE(succeeds(reeve_send_signal_many(the_runtime(), refs, 4, "SIGKILL", &sent)));
  CHECK(number_behind(sent->json, "\"skipped_safety\":", "\"pid\":") == getpid() && has(sent, "\"failed\":[]"));
  CHECK(number_behind(sent->json, "\"succeeded\":", "\"pid\":") == many->pid);
  reeve_free(sent);
  ends_by(one, "SIGTERM");
  ends_by(group, "SIGKILL");
  ends_by(many, "SIGKILL");
  sent = NULL;
  REQUIRE(succeeds(reeve_send_signal_many(the_runtime(), NULL, 0, "SIGKILL", &sent)));
  CHECK(has(sent, "\"succeeded\":[]"));
  reeve_free(sent);
}

/* The shell waits for its children and goes on to an exit code of its own: it was not signalled itself. */
TEST(kills_descendants) {
  reeve_job* job = start_family();
  reeve_process_filter filter = reeve_filter_defaults();
  reeve_kill_options options = reeve_kill_defaults();
  reeve_text* killed = NULL;
  reeve_exit* end = NULL;
  REQUIRE(job != NULL);
  filter.name_equals = "nobody";
  options.max_levels = 1;
  options.cascade = true;
  REQUIRE(succeeds(reeve_kill_descendants(the_runtime(), reeve_record(job->json), &filter, &options, &killed)));
  CHECK(has(killed, "\"total_found\":2,\"matched_by_filter\":0") && has(killed, "\"succeeded\":[]"));
  reeve_free(killed);
  filter.name_equals = NULL; /* they may not have become sleep yet */
  filter.ppid = job->pid;
  options.signal = "SIGKILL";
  REQUIRE(succeeds(reeve_kill_descendants(the_runtime(), reeve_record(job->json), &filter, &options, &killed)));
  CHECK(has(killed, "\"signal_sent\":\"SIGKILL\"") && has(killed, "\"matched_by_filter\":2"));
  reeve_free(killed);
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &end)));
  CHECK(end->exit_code == 7);
  reeve_free(end);
  end_job(job);
}
