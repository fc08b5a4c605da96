/* A supervisor's four moves, each in a program run of its own, so that nothing is known but the record in a file:
 *
 *   keep start FILE COMMAND [ARGUMENT...]   starts the job and keeps its record
 *   keep status FILE                        is it still that one?
 *   keep wait FILE                          until it has ended, and how
 *   keep stop FILE                          ends it and all that descends from it
 *
 * The same in JavaScript and Go stands beside this file; each goes on with a job that another has started. Each move prints
 * the record of its result. docs/integration.md tells more. */
#include <reeve.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed(reeve_error* error) {
  fprintf(stderr, "keep: %s\n", error->json);
  reeve_free(error);
  return 1;
}

/* The kept record; ends the program where there is none. */
static char* read_record(const char* path) {
  static char text[65536];
  FILE* file = fopen(path, "rb");
  size_t size = 0;
  if (file != NULL) size = fread(text, 1, sizeof text - 1, file);
  if (size == 0) {
    fprintf(stderr, "keep: cannot read %s\n", path);
    exit(1);
  }
  fclose(file);
  text[size] = '\0';
  return text;
}

static int stop(reeve_runtime* runtime, const char* record) {
  reeve_terminate_config config = reeve_terminate_defaults();
  reeve_ending* ending = NULL;
  reeve_error* error;
  config.grace_timeout_ms = 10000;
  error = reeve_terminate_tree(runtime, reeve_record(record), &config, &ending);
  if (error != NULL) return failed(error);
  puts(ending->json);
  reeve_free(ending);
  return 0;
}

static int start(reeve_runtime* runtime, const char* path, char** argv) {
  reeve_spawn_config config = reeve_spawn_defaults();
  reeve_job* job = NULL;
  reeve_error* error;
  FILE* file;
  config.argv = (const char* const*)argv;
  config.std_out.kind = config.std_err.kind = REEVE_STREAM_IGNORE; /* it outlives this program's own */
  config.on_parent_exit = "leave";
  error = reeve_spawn_in_group(runtime, &config, &job);
  if (error != NULL) return failed(error);
  file = fopen(path, "wb");
  if (file == NULL || fwrite(job->json, 1, job->json_length, file) != job->json_length || fclose(file) != 0) {
    /* Nobody would ever find it again. */
    fprintf(stderr, "keep: cannot write %s\n", path);
    stop(runtime, job->json);
    reeve_free(job);
    return 1;
  }
  puts(job->json);
  reeve_free(job);
  return 0;
}

static int status(reeve_runtime* runtime, const char* record) {
  reeve_identity_check* check = NULL;
  reeve_error* error = reeve_check_identity(runtime, reeve_record(record), &check);
  if (error != NULL) return failed(error);
  puts(check->json);
  reeve_free(check);
  return 0;
}

static int wait_for(reeve_runtime* runtime, const char* record) {
  reeve_exit* end = NULL;
  reeve_error* error = reeve_wait_pid(runtime, reeve_record(record), REEVE_NOT_GIVEN, &end);
  if (error != NULL) return failed(error);
  puts(end->json);
  reeve_free(end);
  return 0;
}

static int run(reeve_runtime* runtime, int count, char** arguments) {
  const char* move = arguments[1];
  if (strcmp(move, "start") == 0 && count > 3) return start(runtime, arguments[2], arguments + 3);
  if (strcmp(move, "status") == 0) return status(runtime, read_record(arguments[2]));
  if (strcmp(move, "wait") == 0) return wait_for(runtime, read_record(arguments[2]));
  if (strcmp(move, "stop") == 0) return stop(runtime, read_record(arguments[2]));
  fprintf(stderr, "keep: there is no move '%s'\n", move);
  return 2;
}

int main(int count, char** arguments) {
  reeve_runtime* runtime = NULL;
  reeve_error* error;
  int code;
  if (count < 3) {
    fprintf(stderr, "usage: keep start|status|wait|stop FILE [COMMAND...]\n");
    return 2;
  }
  error = reeve_open(&runtime);
  if (error != NULL) return failed(error);
  code = run(runtime, count, arguments);
  reeve_close(runtime);
  return code;
}
