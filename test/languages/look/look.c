/* Prints the record of one question about processes: look QUESTION NUMBER... The same in Go stands beside it. */
#include <reeve.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static reeve_error* ask(reeve_runtime* runtime, const char* question, const int32_t* numbers, size_t count,
                        reeve_text** answer) {
  reeve_process_filter filter = reeve_filter_defaults();
  const reeve_ref ref = reeve_pid(numbers[0]);
  if (strcmp(question, "list") == 0) {
    filter.pid_in = numbers;
    filter.pid_count = count;
    return reeve_list_processes(runtime, &filter, NULL, answer);
  }
  if (strcmp(question, "descendants") == 0) return reeve_descendants(runtime, ref, NULL, NULL, answer);
  if (strcmp(question, "ancestors") == 0) return reeve_ancestors(runtime, ref, NULL, answer);
  if (strcmp(question, "stats") == 0) return reeve_process_stats(runtime, ref, REEVE_STATS_OF_TREE, answer);
  if (strcmp(question, "fds") == 0) return reeve_list_fds(runtime, ref, NULL, answer);
  if (strcmp(question, "port") == 0) return reeve_find_by_port(runtime, numbers[0], NULL, NULL, answer);
  if (strcmp(question, "terminate") == 0) return reeve_send_signal(runtime, ref, "SIGTERM", answer);
  fprintf(stderr, "look: there is no question %s\n", question);
  exit(2);
}

int main(int count, char** arguments) {
  reeve_runtime* runtime = NULL;
  reeve_text* answer = NULL;
  reeve_error* error = reeve_open(&runtime);
  int32_t numbers[16];
  size_t given = 0;
  while (given < 16 && given + 2 < (size_t)count) {
    numbers[given] = (int32_t)strtol(arguments[given + 2], NULL, 10);
    ++given;
  }
  if (given == 0) return 2;
  if (error == NULL) error = ask(runtime, arguments[1], numbers, given, &answer);
  if (error != NULL) fprintf(stderr, "%s\n", error->json);
  if (error != NULL) return 1;
  puts(answer->json);
  reeve_free(answer);
  reeve_close(runtime);
  return 0;
}
