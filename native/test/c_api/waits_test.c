#define _POSIX_C_SOURCE 200809L
#include <pthread.h>

#include "test/c_api/check.h"

/* What is called back is handed to the thread that waits for it. */
typedef struct inbox {
  pthread_mutex_t mutex;
  pthread_cond_t arrived;
  int count;
  reeve_exit* exit;
  reeve_error* error;
  reeve_ending* ending;
} inbox;

static void open_inbox(inbox* box) {
  memset(box, 0, sizeof *box);
  pthread_mutex_init(&box->mutex, NULL);
  pthread_cond_init(&box->arrived, NULL);
}

static void close_inbox(inbox* box) {
  reeve_free(box->exit);
  reeve_free(box->error);
  reeve_free(box->ending);
  pthread_cond_destroy(&box->arrived);
  pthread_mutex_destroy(&box->mutex);
}

static void put_ending(void* data, reeve_error* error, reeve_ending* ending) {
  inbox* box = data;
  pthread_mutex_lock(&box->mutex);
  ++box->count;
  box->error = error;
  box->ending = ending;
  pthread_cond_signal(&box->arrived);
  pthread_mutex_unlock(&box->mutex);
}

static void put_exit(void* data, reeve_exit* exit) {
  inbox* box = data;
  pthread_mutex_lock(&box->mutex);
  ++box->count;
  box->exit = exit;
  pthread_cond_signal(&box->arrived);
  pthread_mutex_unlock(&box->mutex);
}

static void await_one(inbox* box) {
  pthread_mutex_lock(&box->mutex);
  while (box->count == 0) pthread_cond_wait(&box->arrived, &box->mutex);
  pthread_mutex_unlock(&box->mutex);
}

TEST(hears_of_an_end) {
  reeve_job* job = start_shell("exec sleep 600");
  uint64_t wait = 0;
  reeve_exit* known = NULL;
  inbox box;
  REQUIRE(job != NULL);
  open_inbox(&box);
  REQUIRE(succeeds(
      reeve_start_wait(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, put_exit, &box, &wait, &known)));
  CHECK(known == NULL && wait != 0 && box.count == 0);
  end_job(job);
  await_one(&box);
  CHECK(box.count == 1 && box.exit->exited && box.exit->signal != NULL && !reeve_cancel_wait(the_runtime(), wait));
  REQUIRE(succeeds(reeve_start_wait(the_runtime(), reeve_record(box.exit->json), 0, put_exit, &box, &wait, &known)));
  CHECK(known != NULL && wait == 0 && known->exited && box.count == 1);
  reeve_free(known);
  close_inbox(&box);
  job = start_shell("exec sleep 600");
  REQUIRE(job != NULL);
  open_inbox(&box);
  REQUIRE(succeeds(reeve_start_wait(the_runtime(), reeve_record(job->json), 1, put_exit, &box, &wait, &known)));
  await_one(&box);
  CHECK(box.exit->timed_out && !box.exit->exited);
  close_inbox(&box);
  end_job(job);
}

TEST(cancels_a_wait) {
  reeve_job* job = start_shell("exec sleep 600");
  uint64_t wait = 0;
  reeve_exit* known = NULL;
  inbox box;
  REQUIRE(job != NULL);
  open_inbox(&box);
  REQUIRE(succeeds(
      reeve_start_wait(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, put_exit, &box, &wait, &known)));
  CHECK(reeve_cancel_wait(the_runtime(), wait) && !reeve_cancel_wait(the_runtime(), wait));
  end_job(job);
  CHECK(box.count == 0);
  close_inbox(&box);
}

TEST(ends_a_tree_in_the_background) {
  reeve_job* job = start_shell("sleep 600 & sleep 600");
  inbox box;
  REQUIRE(job != NULL);
  open_inbox(&box);
  REQUIRE(succeeds(reeve_start_terminate_tree(the_runtime(), reeve_record(job->json), NULL, put_ending, &box)));
  await_one(&box);
  CHECK(box.error == NULL && box.ending != NULL && box.ending->exited && box.ending->signaled_count >= 1);
  close_inbox(&box);
  reeve_free(job);
}

enum { kThreads = 6, kRounds = 25 };

typedef struct worker {
  pthread_t thread;
  int wrong;
} worker;

/* Starts, looks, waits and takes back at the same time as others; a wait is heard of or taken back, never both. */
static void* work(void* data) {
  worker* own = data;
  int round;
  for (round = 0; round < kRounds; ++round) {
    reeve_job* job = start_shell(round % 2 == 0 ? "exit 3" : "exit 4");
    reeve_process* process = NULL;
    reeve_exit* known = NULL;
    uint64_t wait = 0;
    bool taken_back = false;
    inbox box;
    if (job == NULL) {
      ++own->wrong;
      continue;
    }
    open_inbox(&box);
    reeve_free(reeve_get_process(the_runtime(), reeve_record(job->json), 0, &process));
    reeve_free(process);
    if (!succeeds(
            reeve_start_wait(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, put_exit, &box, &wait, &known))) {
      ++own->wrong;
    } else if (known != NULL) {
      own->wrong += known->exit_code != 3 + round % 2;
    } else if (round % 3 == 0) {
      taken_back = reeve_cancel_wait(the_runtime(), wait);
    }
    if (known == NULL && !taken_back) {
      await_one(&box);
      own->wrong += box.exit->exit_code != 3 + round % 2;
    }
    reeve_free(known);
    known = NULL;
    own->wrong += !succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &known));
    own->wrong += known == NULL || (taken_back && box.count != 0);
    reeve_free(known);
    close_inbox(&box);
    reeve_free(job);
  }
  return NULL;
}

TEST(many_threads_at_once) {
  worker workers[kThreads];
  int index;
  memset(workers, 0, sizeof workers);
  for (index = 0; index < kThreads; ++index)
    CHECK(pthread_create(&workers[index].thread, NULL, work, &workers[index]) == 0);
  for (index = 0; index < kThreads; ++index) {
    pthread_join(workers[index].thread, NULL);
    CHECK(workers[index].wrong == 0);
  }
}

TEST(closes_with_waits_pending) {
  reeve_runtime* own = NULL;
  reeve_job* job = start_shell("exec sleep 600");
  uint64_t wait = 0;
  reeve_exit* known = NULL;
  inbox box;
  REQUIRE(job != NULL && succeeds(reeve_open(&own)));
  open_inbox(&box);
  REQUIRE(succeeds(reeve_start_wait(own, reeve_record(job->json), REEVE_NOT_GIVEN, put_exit, &box, &wait, &known)));
  CHECK(wait != 0);
  reeve_close(own);
  end_job(job);
  CHECK(box.count == 0);
  close_inbox(&box);
}
