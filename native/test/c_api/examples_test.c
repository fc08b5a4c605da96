#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "test/c_api/check.h"

/* The examples of schemas/ that every language reads: each valid one is taken for what it is, each invalid one refused. */

/* The text of a file, to be freed; NULL when it can't be read. */
static char* text_of(const char* path) {
  FILE* file = fopen(path, "rb");
  const size_t most = 65536;
  char* text = calloc(most, 1);
  if (file == NULL || text == NULL || fread(text, 1, most - 1, file) == 0) {
    free(text);
    text = NULL;
  }
  if (file != NULL) fclose(file);
  return text;
}

/* The examples carry identities that were made up for all systems, of which only their own knows its form; so what is
 * asked is whether the text was taken for a ref at all. */
static bool is_taken(const char* text) {
  reeve_identity_check* result = NULL;
  reeve_error* error = reeve_check_identity(the_runtime(), reeve_record(text), &result);
  const bool taken = error == NULL || strcmp(error->code, "ERR_INVALID_ARG") != 0 ||
                     strstr(error->message, "is none that reeve makes on this platform") != NULL;
  reeve_free(result);
  reeve_free(error);
  return taken;
}

/* A reader takes what a later version adds and does without what it does not need. */
static bool is_overlooked(const char* name) {
  return strcmp(name, "extra-key.json") == 0 || strcmp(name, "sid-missing.json") == 0 ||
         strcmp(name, "keeper-missing.json") == 0;
}

/* `frame` says where in a ref the example stands. */
static int read_folder(const char* frame, const char* message, const char* kind, bool valid) {
  char path[4096];
  int count = 0;
  struct dirent* entry;
  DIR* folder;
  snprintf(path, sizeof path, "%s/%s/%s", REEVE_EXAMPLES, message, kind);
  folder = opendir(path);
  if (!CHECK(folder != NULL)) return 0;
  while ((entry = readdir(folder)) != NULL) {
    char* text;
    char ref[70000];
    if (strstr(entry->d_name, ".json") == NULL || is_overlooked(entry->d_name)) continue;
    snprintf(path, sizeof path, "%s/%s/%s/%s", REEVE_EXAMPLES, message, kind, entry->d_name);
    text = text_of(path);
    if (!CHECK(text != NULL)) continue;
    snprintf(ref, sizeof ref, frame, text);
    if (!CHECK(is_taken(ref) == valid)) fprintf(stderr, "of %s\n", path);
    free(text);
    ++count;
  }
  closedir(folder);
  return count;
}

TEST(examples_of_refs_are_read) {
  const char* held = "{\"pid\":4711,\"containment\":%s}";
  CHECK(read_folder("%s", "process-ref", "valid", true) > 1);
  CHECK(read_folder("%s", "process-ref", "invalid", false) > 2);
  CHECK(read_folder(held, "containment", "valid", true) > 1);
  CHECK(read_folder(held, "containment", "invalid", false) > 2);
}
