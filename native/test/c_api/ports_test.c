#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test/c_api/check.h"

/* A socket of this program that is bound, and does not listen yet. */
static int bind_port(int32_t* port) {
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(handle != -1 && bind(handle, (struct sockaddr*)&address, size) == 0);
  CHECK(getsockname(handle, (struct sockaddr*)&address, &size) == 0);
  *port = ntohs(address.sin_port);
  return handle;
}

static bool names_us(const reeve_text* text) {
  char own[64];
  snprintf(own, sizeof own, "\"pid\":%d,", (int)getpid());
  return text != NULL && strlen(text->json) == text->json_length && strstr(text->json, own) != NULL;
}

TEST(tells_who_listens) {
  const int32_t self = getpid();
  int32_t port = 0;
  const int handle = bind_port(&port);
  char number[64];
  reeve_port_filter filter = reeve_port_filter_defaults();
  reeve_text* text = NULL;
  CHECK(listen(handle, 1) == 0);
  filter.protocol = "tcp";
  filter.local_addr = filter.host = "127.0.0.1";
  filter.local_port = port;
  filter.pid_in = &self;
  filter.pid_count = 1;
  REQUIRE(succeeds(reeve_listening_ports(the_runtime(), &filter, NULL, &text)));
  snprintf(number, sizeof number, "\"local_port\":%d,", (int)port);
  CHECK(names_us(text) && strstr(text->json, number) != NULL && strstr(text->json, "\"bindings\":[{") != NULL);
  reeve_free(text);
  filter.local_addr = "::1";
  REQUIRE(succeeds(reeve_listening_ports(the_runtime(), &filter, NULL, &text)));
  CHECK(strstr(text->json, "\"bindings\":[]") != NULL);
  reeve_free(text);
  REQUIRE(succeeds(reeve_listening_ports(the_runtime(), NULL, NULL, &text)));
  CHECK(names_us(text));
  reeve_free(text);
  REQUIRE(succeeds(reeve_find_by_port(the_runtime(), port, NULL, "127.0.0.1", &text)));
  CHECK(names_us(text) && strstr(text->json, "\"listening\":true") != NULL);
  reeve_free(text);
  REQUIRE(succeeds(reeve_find_by_port(the_runtime(), port, "udp", NULL, &text)));
  CHECK(strstr(text->json, "\"listening\":false,\"processes\":[]") != NULL);
  reeve_free(text);
  REQUIRE(succeeds(reeve_list_fds(the_runtime(), reeve_pid(self), "socket", &text)));
  snprintf(number, sizeof number, "{\"fd\":%d,\"kind\":\"socket\"", handle);
  CHECK(names_us(text) && strstr(text->json, number) != NULL && strstr(text->json, "\"kind\":\"file\"") == NULL);
  reeve_free(text);
  close(handle);
}

TEST(waits_for_a_port) {
  int32_t port = 0;
  const int handle = bind_port(&port);
  const reeve_ref self = reeve_pid(getpid());
  reeve_job* job = start_shell("exit 0");
  reeve_port_wait_config config = reeve_port_wait_defaults();
  reeve_text* text = NULL;
  reeve_exit* end = NULL;
  REQUIRE(job != NULL);
  config.port = port;
  config.timeout_ms = 1;
  CHECK(fails_with(reeve_wait_for_port(the_runtime(), &self, &config, &text), "ERR_TIMED_OUT"));
  CHECK(fails_with(reeve_wait_for_port(the_runtime(), NULL, &config, &text), "ERR_TIMED_OUT"));
  REQUIRE(succeeds(reeve_wait_pid(the_runtime(), reeve_record(job->json), REEVE_NOT_GIVEN, &end)));
  reeve_free(end);
  config.timeout_ms = REEVE_NOT_GIVEN;
  CHECK(listen(handle, 1) == 0);
  REQUIRE(succeeds(reeve_wait_for_port(the_runtime(), &self, &config, &text)));
  CHECK(names_us(text));
  reeve_free(text);
  config.process_only = true;
  config.host = "127.0.0.1";
  REQUIRE(succeeds(reeve_wait_for_port(the_runtime(), NULL, &config, &text)));
  CHECK(names_us(text));
  reeve_free(text);
  close(handle);
  reeve_free(job);
}

typedef struct mailbox {
  pthread_mutex_t mutex;
  pthread_cond_t arrived;
  int count;
  reeve_error* error;
  reeve_text* text;
} mailbox;

static mailbox box = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, NULL, NULL};

static void put_text(void* data, reeve_error* error, reeve_text* text) {
  mailbox* to = data;
  pthread_mutex_lock(&to->mutex);
  ++to->count;
  to->error = error;
  to->text = text;
  pthread_cond_signal(&to->arrived);
  pthread_mutex_unlock(&to->mutex);
}

static void await_text(void) {
  pthread_mutex_lock(&box.mutex);
  while (box.count == 0) pthread_cond_wait(&box.arrived, &box.mutex);
  pthread_mutex_unlock(&box.mutex);
}

static void empty_box(void) {
  reeve_free(box.error);
  reeve_free(box.text);
  box.count = 0;
  box.error = NULL;
  box.text = NULL;
}

TEST(hears_of_a_port) {
  int32_t port = 0;
  const int handle = bind_port(&port);
  const reeve_ref self = reeve_pid(getpid());
  reeve_job* job = start_shell("exec sleep 600");
  reeve_port_wait_config config = reeve_port_wait_defaults();
  reeve_runtime* own = NULL;
  reeve_ref owner;
  uint64_t wait = 0;
  REQUIRE(job != NULL);
  config.port = port;
  REQUIRE(succeeds(reeve_start_wait_for_port(the_runtime(), &self, &config, put_text, &box, &wait)));
  CHECK(wait != 0 && box.count == 0);
  CHECK(listen(handle, 1) == 0);
  await_text();
  CHECK(box.count == 1 && box.error == NULL && names_us(box.text) && !reeve_cancel_wait(the_runtime(), wait));
  empty_box();
  /* Never for a stranger who has it: us. */
  owner = reeve_record(job->json);
  REQUIRE(succeeds(reeve_start_wait_for_port(the_runtime(), &owner, &config, put_text, &box, &wait)));
  CHECK(reeve_cancel_wait(the_runtime(), wait) && !reeve_cancel_wait(the_runtime(), wait));
  REQUIRE(succeeds(reeve_start_wait_for_port(the_runtime(), &owner, &config, put_text, &box, &wait)));
  REQUIRE(succeeds(reeve_open(&own)));
  REQUIRE(succeeds(reeve_start_wait_for_port(own, &owner, &config, put_text, &box, &wait)));
  reeve_close(own); /* and its wait with it */
  end_job(job);
  await_text();
  CHECK(box.count == 1 && box.text == NULL && fails_with(box.error, "ERR_PROCESS_ENDED"));
  box.error = NULL;
  empty_box();
  close(handle);
}
