#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <reeve.h>

/* The frame of the tests in C: TEST(name) { CHECK(...); }, and a line for it in main.c. */
typedef struct test_case {
  const char* name;
  void (*body)(void);
} test_case;

#define TEST(name) void name(void)
#define CHECK(condition) check((condition), __FILE__, __LINE__, #condition)
#define REQUIRE(condition) \
  if (!CHECK(condition)) return

bool check(bool holds, const char* file, int line, const char* text);

/* Whether it is an error of this code. Frees it. */
bool fails_with(reeve_error* error, const char* code);
/* Whether it is none; prints and frees what it is. */
bool succeeds(reeve_error* error);

/* The runtime of all tests but those about runtimes. */
reeve_runtime* the_runtime(void);

/* A job of sh, of which nothing is heard. NULL after a fault. */
reeve_job* start_shell(const char* script);
/* Ends its tree, checks that nothing is left, and frees it. */
void end_job(reeve_job* job);
/* Waits until an ended job's first process was reaped. Who waits for its end hears of it from the kernel where its keeper,
 * which reaps, is given no processor for long. */
void await_gone(const reeve_job* job);
