#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test/c_api/check.h"

TEST(looks_at_itself) {
  reeve_process* by_pid = NULL;
  reeve_process* by_record = NULL;
  reeve_process* with_all = NULL;
  const uint32_t all = REEVE_WITH_ENV | REEVE_WITH_CWD | REEVE_WITHOUT_CMDLINE;
  REQUIRE(succeeds(reeve_get_process(the_runtime(), reeve_pid(getpid()), 0, &by_pid)));
  CHECK(by_pid->pid == getpid() && by_pid->ppid == getppid() && strcmp(by_pid->state, "running") == 0);
  CHECK(by_pid->name != NULL && by_pid->start_time_unix_ms > 0);
  CHECK(strlen(by_pid->json) == by_pid->json_length && strstr(by_pid->json, "\"env\"") == NULL);
  REQUIRE(succeeds(reeve_get_process(the_runtime(), reeve_record(by_pid->json), 0, &by_record)));
  CHECK(strcmp(by_record->identity, by_pid->identity) == 0);
  REQUIRE(succeeds(reeve_get_process(the_runtime(), reeve_pid(getpid()), all, &with_all)));
  CHECK(strstr(with_all->json, "\"env\":{") != NULL && strstr(with_all->json, "\"cwd\":\"/") != NULL);
  CHECK(strstr(with_all->json, "\"cmdline\":null") != NULL && with_all->cmdline == NULL);
  reeve_free(with_all);
  REQUIRE(succeeds(reeve_get_process(the_runtime(), reeve_pid(getpid()), REEVE_WITHOUT_JSON, &with_all)));
  CHECK(with_all->json == NULL && with_all->json_length == 0 && strcmp(with_all->identity, by_pid->identity) == 0);
  CHECK(strstr(with_all->exe_path, "/c_api_tests") != NULL && strstr(with_all->cmdline[0], "c_api_tests") != NULL);
  CHECK(with_all->pgid == getpgid(0) && with_all->sid == getsid(0) && with_all->uid == (int64_t)getuid());
  CHECK(with_all->memory_kb > 0 && with_all->thread_count >= 1 && with_all->warnings[0] == NULL);
  CHECK(with_all->cpu_percent >= 0 && with_all->elapsed_seconds >= 0 && strcmp(with_all->platform, "linux") == 0);
  CHECK(strlen(with_all->timestamp) == strlen("2026-01-01T00:00:00.000Z"));
  reeve_free(by_pid);
  reeve_free(by_record);
  reeve_free(with_all);
}

TEST(tells_capabilities) {
  reeve_text* capabilities = NULL;
  REQUIRE(succeeds(reeve_capabilities(the_runtime(), &capabilities)));
  CHECK(strlen(capabilities->json) == capabilities->json_length);
  CHECK(strstr(capabilities->json, "\"default_containment\":") != NULL);
  reeve_free(capabilities);
}

TEST(tells_a_missing_command) {
  static const char* const argv[] = {"no-such-command", NULL};
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_job* job = NULL;
  reeve_error* error;
  config.argv = argv;
  error = reeve_spawn_in_group(the_runtime(), &config, &job);
  REQUIRE(error != NULL && job == NULL);
  CHECK(strcmp(error->code, "ENOENT") == 0 && error->os_errno == 2 && strcmp(error->syscall, "execve") == 0);
  CHECK(strstr(error->message, "no-such-command") != NULL && strstr(error->json, "\"errno\":-2") != NULL);
  reeve_free(error);
}

TEST(starts_with_streams_and_variables) {
  static const char* const argv[] = {"sh", "-c", "read word; echo \"$GREETING, $word\"; echo ${HOME-none} $0; pwd >&2",
                                     "\xe9", NULL};
  static const char* const env[] = {"GREETING=hello=there", "HOME", NULL};
  static const char* const base_env[] = {"HOME=/nowhere", "PATH=/usr/bin:/bin", NULL};
  char name[] = "/tmp/reeve-c-XXXXXX";
  char text[256] = "";
  ssize_t size;
  const int file = mkstemp(name);
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_job* job = NULL;
  reeve_exit* exit = NULL;
  REQUIRE(file != -1);
  config.argv = argv;
  config.env = env;
  config.base_env = base_env;
  config.cwd = "/";
  config.umask = 18;
  config.std_in.kind = config.std_out.kind = REEVE_STREAM_PIPE;
  config.std_err.kind = REEVE_STREAM_FD;
  config.std_err.fd = file;
  REQUIRE(succeeds(reeve_spawn_in_group(the_runtime(), &config, &job)));
  CHECK(job->std_in > 2 && job->std_out > 2 && job->std_err == -1);
  CHECK(write(job->std_in, "world\n", 6) == 6);
  close(job->std_in);
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &exit)));
  CHECK(exit->exited && exit->exit_code == 0);
  size = read(job->std_out, text, sizeof text - 1);
  CHECK(size > 0 && strcmp(text, "hello=there, world\nnone \xe9\n") == 0);
  close(job->std_out);
  memset(text, 0, sizeof text);
  CHECK(pread(file, text, sizeof text - 1, 0) == 2 && strcmp(text, "/\n") == 0);
  close(file);
  unlink(name);
  reeve_free(exit);
  reeve_free(job);
}

/* No keeper's file lies beside this program: it runs from the copy in the library. */
TEST(starts_under_a_keeper_with_a_state_folder) {
  static const char* const argv[] = {"sh", "-c", "read nothing; exit 9", NULL};
  char parent[] = "/tmp/reeve-c-XXXXXX";
  char known[64];
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_text* capabilities = NULL;
  reeve_job* job = NULL;
  reeve_exit* exit = NULL;
  reeve_ending* ending = NULL;
  char* before = getcwd(NULL, 0);
  REQUIRE(succeeds(reeve_capabilities(the_runtime(), &capabilities)));
  config.argv = argv;
  config.state_dir = "state";
  REQUIRE(mkdtemp(parent) != NULL && chdir(parent) == 0 && mkdir("state", 0700) == 0);
  if (strstr(capabilities->json, "\"keeper\":{\"available\":true") == NULL) {
    CHECK(fails_with(reeve_spawn_in_group(the_runtime(), &config, &job), "ERR_UNSUPPORTED"));
  } else if (CHECK(succeeds(reeve_spawn_in_group(the_runtime(), &config, &job)))) {
    /* For programs in other folders. */
    snprintf(known, sizeof known, "\"state_dir\":\"%s/state\"", parent);
    CHECK(strstr(job->json, known) != NULL);
    CHECK(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &exit)) &&
          exit->exit_code == 9);
    CHECK(succeeds(reeve_terminate_tree(the_runtime(), reeve_record(job->json), NULL, &ending)) && ending->exited);
    CHECK(unlink("state/exit.json") == 0);
  }
  reeve_free(ending);
  reeve_free(exit);
  reeve_free(job);
  reeve_free(capabilities);
  CHECK(unlink("state/job.json") == 0 && unlink("state/lock") == 0);
  CHECK(rmdir("state") == 0 && chdir(before) == 0 && rmdir(parent) == 0);
  free(before);
}

TEST(waits_and_tells_again) {
  reeve_job* job = start_shell("read nothing; exit 42");
  reeve_exit* exit = NULL;
  int round;
  REQUIRE(job != NULL);
  for (round = 0; round < 2; ++round) {
    REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &exit)));
    CHECK(exit->exited && !exit->timed_out && exit->exit_code == 42 && exit->signal == NULL);
    CHECK(exit->pid == job->pid && strcmp(exit->identity, job->identity) == 0);
    CHECK(strcmp(exit->source, "child") == 0 || strcmp(exit->source, "keeper") == 0);
    reeve_free(exit);
  }
  reeve_free(job);
  CHECK(fails_with(reeve_wait_pid(the_runtime(), reeve_pid(getpid()), REEVE_NOT_GIVEN, &exit), "ERR_INVALID_ARG"));
  job = start_shell("exec sleep 600");
  REQUIRE(job != NULL && succeeds(reeve_wait_pid(the_runtime(), reeve_pid(job->pid), 1, &exit)));
  CHECK(exit->timed_out && !exit->exited && exit->exit_code == -1 && strcmp(exit->source, "none") == 0);
  reeve_free(exit);
  end_job(job);
}

TEST(ends_a_tree) {
  reeve_job* job = start_shell("trap '' TERM; (setsid sleep 600 &); sleep 600 & wait; sleep 600");
  reeve_terminate_config config = reeve_terminate_defaults();
  reeve_ending* ending = NULL;
  reeve_exit* exit = NULL;
  REQUIRE(job != NULL);
  config.dry_run = true;
  REQUIRE(succeeds(reeve_terminate_tree(the_runtime(), reeve_record(job->json), &config, &ending)));
  CHECK(!ending->exited && ending->survivor_count >= 1 && ending->signaled_count == 0);
  reeve_free(ending);
  config = reeve_terminate_defaults();
  config.signal = "SIGHUP";
  config.kill_signal = "9";
  config.grace_timeout_ms = 0;
  config.kill_timeout_ms = 60000;
  REQUIRE(succeeds(reeve_terminate_tree(the_runtime(), reeve_record(job->json), &config, &ending)));
  CHECK(ending->exited && !ending->timed_out && ending->survivor_count == 0 && ending->pid == job->pid);
  CHECK(ending->guaranteed == job->guaranteed && ending->exit_code == -1);
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), 0, &exit)));
  CHECK(exit->exited && exit->signal != NULL);
  reeve_free(exit);
  reeve_free(ending);
  reeve_free(job);
}

TEST(refuses_to_end_itself) {
  reeve_ending* ending = NULL;
  CHECK(fails_with(reeve_terminate_tree(the_runtime(), reeve_pid(getpid()), NULL, &ending), "ERR_PROTECTED_PROCESS"));
  CHECK(fails_with(reeve_terminate_tree(the_runtime(), reeve_pid(getppid()), NULL, &ending), "ERR_PROTECTED_PROCESS"));
}

TEST(tells_gone_from_same) {
  reeve_job* job = start_shell("exec sleep 600");
  reeve_identity_check* check_result = NULL;
  char* record;
  REQUIRE(job != NULL);
  REQUIRE(succeeds(reeve_check_identity(the_runtime(), reeve_record(job->json), &check_result)));
  CHECK(strcmp(check_result->status, "same") == 0 && strcmp(check_result->identity, job->identity) == 0);
  CHECK(check_result->pid == job->pid && !check_result->zombie);
  reeve_free(check_result);
  record = malloc(job->json_length + 1);
  REQUIRE(record != NULL);
  memcpy(record, job->json, job->json_length + 1);
  end_job(job);
  REQUIRE(succeeds(reeve_check_identity(the_runtime(), reeve_record(record), &check_result)));
  CHECK(strcmp(check_result->status, "gone") == 0);
  reeve_free(check_result);
  free(record);
}

TEST(takes_a_config_of_an_older_header) {
  static const char* const argv[] = {"true", NULL};
  /* A newer one, with a field more. */
  struct {
    reeve_spawn_config config;
    int64_t more;
  } newer;
  reeve_job* job = NULL;
  reeve_exit* exit = NULL;
  memset(&newer, 0, sizeof newer);
  newer.config = reeve_spawn_defaults();
  newer.config.size = sizeof newer;
  newer.config.argv = argv;
  newer.more = 1;
  CHECK(fails_with(reeve_spawn_in_group(the_runtime(), &newer.config, &job), "ERR_UNSUPPORTED"));
  newer.more = 0;
  REQUIRE(succeeds(reeve_spawn_in_group(the_runtime(), &newer.config, &job)));
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &exit)));
  reeve_free(exit);
  reeve_free(job);
  /* An older one, that ends behind argv. */
  newer.config.size = offsetof(reeve_spawn_config, argv0);
  newer.config.uid = 1;
  REQUIRE(succeeds(reeve_spawn_in_group(the_runtime(), &newer.config, &job)));
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &exit)));
  CHECK(exit->exit_code == 0);
  reeve_free(exit);
  reeve_free(job);
}
