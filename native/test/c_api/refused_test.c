#include "test/c_api/check.h"

/* What is refused before anything is done: nothing of it may end the program or be taken for something else. */

static const char* bad = "ERR_INVALID_ARG";

static void on_exit_never(void* data, reeve_exit* exit) {
  (void)data;
  CHECK(exit == NULL);
}

static void on_ending_never(void* data, reeve_error* error, reeve_ending* ending) {
  (void)data;
  CHECK(error == NULL && ending == NULL);
}

TEST(versions) {
  CHECK(reeve_abi_version() == REEVE_ABI_VERSION);
  CHECK(strchr(reeve_version(), '.') != NULL);
  reeve_free(NULL);
  reeve_close(NULL);
}

TEST(nulls_are_refused) {
  reeve_runtime* runtime = the_runtime();
  const reeve_ref self = reeve_pid(1);
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_text* text = NULL;
  reeve_process* process = NULL;
  reeve_identity_check* identity = NULL;
  reeve_job* job = NULL;
  reeve_exit* exit = NULL;
  reeve_ending* ending = NULL;
  uint64_t wait = 0;
  CHECK(fails_with(reeve_open(NULL), bad));
  CHECK(fails_with(reeve_capabilities(NULL, &text), bad));
  CHECK(fails_with(reeve_capabilities(runtime, NULL), bad));
  CHECK(fails_with(reeve_get_process(NULL, self, 0, &process), bad));
  CHECK(fails_with(reeve_get_process(runtime, self, 0, NULL), bad));
  CHECK(fails_with(reeve_check_identity(NULL, self, &identity), bad));
  CHECK(fails_with(reeve_check_identity(runtime, self, NULL), bad));
  CHECK(fails_with(reeve_spawn_in_group(NULL, &config, &job), bad));
  CHECK(fails_with(reeve_spawn_in_group(runtime, NULL, &job), bad));
  CHECK(fails_with(reeve_spawn_in_group(runtime, &config, NULL), bad));
  CHECK(fails_with(reeve_wait_pid(NULL, self, 0, &exit), bad));
  CHECK(fails_with(reeve_wait_pid(runtime, self, 0, NULL), bad));
  CHECK(fails_with(reeve_start_wait(NULL, self, 0, on_exit_never, NULL, &wait, &exit), bad));
  CHECK(fails_with(reeve_start_wait(runtime, self, 0, NULL, NULL, &wait, &exit), bad));
  CHECK(fails_with(reeve_start_wait(runtime, self, 0, on_exit_never, NULL, NULL, &exit), bad));
  CHECK(fails_with(reeve_start_wait(runtime, self, 0, on_exit_never, NULL, &wait, NULL), bad));
  CHECK(!reeve_cancel_wait(NULL, 1) && !reeve_cancel_wait(runtime, 0) && !reeve_cancel_wait(runtime, UINT64_MAX));
  CHECK(fails_with(reeve_terminate_tree(NULL, self, NULL, &ending), bad));
  CHECK(fails_with(reeve_terminate_tree(runtime, self, NULL, NULL), bad));
  CHECK(fails_with(reeve_start_terminate_tree(NULL, self, NULL, on_ending_never, NULL), bad));
  CHECK(fails_with(reeve_start_terminate_tree(runtime, self, NULL, NULL, NULL), bad));
  CHECK(text == NULL && process == NULL && identity == NULL && job == NULL && exit == NULL && ending == NULL);
}

/* To every verb, of which none may do anything. */
static bool is_refused(reeve_ref ref) {
  reeve_runtime* runtime = the_runtime();
  reeve_process* process = NULL;
  reeve_identity_check* identity = NULL;
  reeve_exit* exit = NULL;
  reeve_ending* ending = NULL;
  uint64_t wait = 0;
  bool all = fails_with(reeve_get_process(runtime, ref, 0, &process), bad);
  all = fails_with(reeve_check_identity(runtime, ref, &identity), bad) && all;
  all = fails_with(reeve_wait_pid(runtime, ref, 0, &exit), bad) && all;
  all = fails_with(reeve_start_wait(runtime, ref, 0, on_exit_never, NULL, &wait, &exit), bad) && all;
  all = fails_with(reeve_terminate_tree(runtime, ref, NULL, &ending), bad) && all;
  return fails_with(reeve_start_terminate_tree(runtime, ref, NULL, on_ending_never, NULL), bad) && all;
}

TEST(bad_refs_are_refused) {
  const int32_t pids[] = {0, -1, INT32_MIN};
  const reeve_ref other = {4712, "{\"pid\":4711}"};
  reeve_process* process = NULL;
  size_t index;
  for (index = 0; index < sizeof pids / sizeof *pids; ++index) CHECK(is_refused(reeve_pid(pids[index])));
  CHECK(is_refused(other));
  CHECK(fails_with(reeve_get_process(the_runtime(), reeve_pid(1), 1u << 31, &process), bad));
}

TEST(bad_records_are_refused) {
  static const char* const records[] = {
      "", " ", "{", "{}", "[]", "null", "\"4711\"", "4711 4711", "4711,", "-1", "0", "2147483648", "1e3", "1.5", "01",
      "{\"pid\":4711", "{\"pid\":4711}}", "{\"pid\":\"4711\"}", "{\"pid\":null}", "{\"pid\":4711,\"pid\":4711}",
      "{\"pid\":4711,\"identity\":1}", "{\"pid\":4711,\"identity\":\"\"}", "{\"pid\":4711,\"identity\":\"made-up\"}",
      "{\"pid\":4711,\"start_time_unix_ms\":-1}", "{\"pid\":4711,\"start_time_unix_ms\":\"1\"}",
      "{\"pid\":4711,\"containment\":7}", "{\"pid\":4711,\"containment\":{}}",
      "{\"pid\":4711,\"containment\":{\"kind\":\"jail\"}}",
      "{\"pid\":4711,\"containment\":{\"kind\":\"group\",\"pgid\":0}}",
      "{\"pid\":4711,\"containment\":{\"kind\":\"group\",\"cookie\":\"short\"}}",
      "{\"pid\":4711,\"containment\":{\"kind\":\"keeper\"}}",
      /* A path cut off by a NUL would be another one. */
      "{\"pid\":4711,\"containment\":{\"kind\":\"cgroup\",\"cookie\":\"0123456789abcdef01234567\","
      "\"cgroup_path\":\"/sys/fs/cgroup\\u0000-0123456789abcdef01234567\"}}",
      "{\"pid\":4711,\"name\":\"\xff\"}", "{\"pid\":4711,\"name\":\"\\ud800\"}", "{\"pid\":4711,\"name\":\"\n\"}",
      "{\"pid\":4711,\"name\":\"\\x41\"}", "{'pid':4711}", "{\"pid\":4711,}", "{\"pid\":NaN}"};
  char deep[4096];
  size_t index;
  for (index = 0; index < sizeof records / sizeof *records; ++index) {
    if (!CHECK(is_refused(reeve_record(records[index])))) fprintf(stderr, "of record %s\n", records[index]);
  }
  memset(deep, '[', sizeof deep - 1);
  deep[sizeof deep - 1] = '\0';
  CHECK(is_refused(reeve_record(deep)));
}

static bool is_refused_config(const reeve_spawn_config* config, const char* code) {
  reeve_job* job = NULL;
  const bool refused = fails_with(reeve_spawn_in_group(the_runtime(), config, &job), code);
  return refused && CHECK(job == NULL);
}

#define REFUSED(field, value, code)                  \
  do {                                               \
    reeve_spawn_config one = reeve_spawn_defaults(); \
    one.argv = argv;                                 \
    one.field = value;                               \
    CHECK(is_refused_config(&one, code));            \
  } while (0)

TEST(bad_spawn_configs_are_refused) {
  static const char* const argv[] = {"true", NULL};
  static const char* const no_command[] = {NULL};
  static const char* const empty_command[] = {"", NULL};
  static const char* const nameless[] = {"=value", NULL};
  const uint32_t no_group = UINT32_MAX;
  reeve_spawn_config grouped = reeve_spawn_defaults();
  REFUSED(size, 0, bad);
  REFUSED(size, SIZE_MAX, bad);
  REFUSED(argv, NULL, bad);
  REFUSED(argv, no_command, bad);
  REFUSED(argv, empty_command, bad);
  REFUSED(cwd, "", bad);
  REFUSED(state_dir, "", bad);
  REFUSED(env, nameless, bad);
  REFUSED(containment, "jail", bad);
  REFUSED(containment, "none", bad);
  REFUSED(on_parent_exit, "", bad);
  REFUSED(on_parent_exit, "stay", bad);
  REFUSED(std_in.kind, -1, bad);
  REFUSED(std_out.kind, 99, bad);
  REFUSED(std_err.kind, REEVE_STREAM_FILE, bad);
  REFUSED(uid, -1, bad);
  REFUSED(uid, 4294967295, bad);
  REFUSED(gid, INT64_MAX, bad);
  REFUSED(umask, 512, bad);
  REFUSED(nice, 20, bad);
  REFUSED(nice, INT64_MAX, bad);
  REFUSED(limits.memory_max, 0, bad);
  REFUSED(limits.memory_max, -1, bad);
  REFUSED(limits.memory_swap_max, INT64_MAX, bad);
  REFUSED(limits.pids_max, 0, bad);
  REFUSED(limits.io_weight, 10001, bad);
  REFUSED(limits.cpu_max, -1.0, bad);
  REFUSED(limits.cpu_max, 1e300, bad);
  grouped.argv = argv;
  grouped.groups = &no_group;
  grouped.group_count = 1;
  CHECK(is_refused_config(&grouped, bad));
  {
    reeve_spawn_config one = reeve_spawn_defaults();
    one.argv = argv;
    one.std_out.kind = REEVE_STREAM_FD;
    one.std_out.fd = -1;
    CHECK(is_refused_config(&one, bad));
    one.std_out.fd = 1 << 30;
    CHECK(is_refused_config(&one, "EBADF"));
  }
}

static bool is_refused_ending(reeve_terminate_config config, const char* code) {
  reeve_ending* ending = NULL;
  const reeve_ref first = reeve_pid(1);
  bool both = fails_with(reeve_terminate_tree(the_runtime(), first, &config, &ending), code);
  both = fails_with(reeve_start_terminate_tree(the_runtime(), first, &config, on_ending_never, NULL), code) && both;
  return CHECK(ending == NULL) && both;
}

TEST(bad_terminate_configs_are_refused) {
  static const char* const signals[] = {"", "SIG", "SIGNONE", "term", "0", "-1", "65", "99999999999", "9 "};
  reeve_terminate_config config = reeve_terminate_defaults();
  size_t index;
  CHECK(is_refused_ending(config, "ERR_PROTECTED_PROCESS")); /* the first process of the system */
  for (index = 0; index < sizeof signals / sizeof *signals; ++index) {
    reeve_terminate_config one = config;
    one.signal = signals[index];
    CHECK(is_refused_ending(one, bad));
    one = config;
    one.kill_signal = signals[index];
    CHECK(is_refused_ending(one, bad));
  }
  config.signal = "15";
  config.kill_signal = "KILL";
  CHECK(is_refused_ending(config, "ERR_PROTECTED_PROCESS"));
  config.size = 1;
  CHECK(is_refused_ending(config, bad));
}

TEST(bad_times_are_refused) {
  static const int64_t times[] = {-1, INT64_MIN + 1, 2147483648, INT64_MAX};
  size_t index;
  for (index = 0; index < sizeof times / sizeof *times; ++index) {
    reeve_exit* exit = NULL;
    uint64_t wait = 0;
    reeve_terminate_config config = reeve_terminate_defaults();
    CHECK(fails_with(reeve_wait_pid(the_runtime(), reeve_pid(1), times[index], &exit), bad));
    CHECK(fails_with(reeve_start_wait(the_runtime(), reeve_pid(1), times[index], on_exit_never, NULL, &wait, &exit),
                     bad));
    config.grace_timeout_ms = times[index];
    CHECK(is_refused_ending(config, bad));
    config = reeve_terminate_defaults();
    config.kill_timeout_ms = times[index];
    CHECK(is_refused_ending(config, bad));
  }
}
