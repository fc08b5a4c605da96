#pragma once

/*
 * reeve: process primitives that never act on the wrong process, never leave a survivor in silence and never lose an
 * exit code. This is the C interface; docs/c.md shows it at work, and what the verbs promise stands in docs/.
 *
 * Rules for all of it:
 *
 * - A function that can fail returns NULL, or an error that is the caller's to free. After an error nothing was done and
 *   no result was set. An expected outcome (a time-out, a survivor, a process that is gone) is a result, never an error.
 * - Results and errors are one block of memory each, with all texts they point to: reeve_free() frees it, whatever it is.
 *   They are never changed once they are given out. Later versions may add fields at the end.
 * - Texts end in NUL and are UTF-8, but for paths, arguments and variables given in, which are bytes on Unix.
 * - `json` of a result is the whole record, valid against schemas/v1: the same text, field for field, that JavaScript and
 *   Go have. The other fields are what of it is needed most. The record is also what to keep: it names the process for
 *   ever, to every verb and in every language.
 * - All functions may be called from any thread at any time, unless it says otherwise. There is no state but in the
 *   runtime that is given in.
 * - A runtime is of the program that opened it: a child made by fork() may use nothing of it, and execs or opens its own.
 * - No argument may be NULL unless it says so; a NULL is answered with ERR_INVALID_ARG. A program that is out of memory is
 *   ended (abort).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Versions ---- */

/* The interface that this header describes. A library keeps all functions of its number, and may have more. */
#define REEVE_ABI_VERSION 1

/* The interface of the library that is running. A program compiled with another number must not go on. */
uint32_t reeve_abi_version(void);

/* The library's own version, such as "0.1.0". Not to be freed. */
const char* reeve_version(void);

/* ---- Memory and errors ---- */

/* Frees a result or an error. NULL is allowed. Nothing else may be given in. */
void reeve_free(void* block);

/* A refused or failed operation: schemas/v1/error.schema.json. */
typedef struct reeve_error {
  const char* json; /* the whole record */
  const char*
      code; /* what to decide by: "ESRCH", "EPERM", ..., "ERR_PROCESS_REUSED"; docs/errors.md lists reeve's own */
  const char* message; /* a sentence for people, which may change */
  const char* syscall; /* the system call that failed; NULL: none was made */
  int32_t os_errno;    /* the system's own positive number; 0: reeve refused by itself */
  int32_t pid;         /* the process it was about; 0: about none */
} reeve_error;

/* ---- The runtime ---- */

/* What the verbs need beyond one call: three threads, which start with their first use: they hear of ends, end trees and
 * look for ports. One runtime is enough for a program. */
typedef struct reeve_runtime reeve_runtime;

/* Makes a runtime. */
reeve_error* reeve_open(reeve_runtime** runtime);

/* Ends its threads and frees it. Callbacks that were not called by now are not called any more. Jobs live on, but those
 * that were started directly stay zombies at their end until this program ends: keep a runtime for as long as you start
 * jobs. Nobody may be using it meanwhile, and a callback must not call this. NULL is allowed. */
void reeve_close(reeve_runtime* runtime);

/* ---- Whom it is about ---- */

/* Where a number is not given. */
#define REEVE_NOT_GIVEN INT64_MIN

/* A process: by a record, which names it for ever, or by its pid alone, which names whoever has the number right now. */
typedef struct reeve_ref {
  int32_t pid;        /* 0: as the record says; with a record it has to be the same */
  const char* record; /* JSON text of any record with a pid, whichever language made it; NULL: none */
} reeve_ref;

/* A ref to whoever has this pid now: without a guard against reuse. */
static inline reeve_ref reeve_pid(int32_t pid) {
  reeve_ref ref = {pid, NULL};
  return ref;
}

/* A ref to the process of a record: of a result's `json`, or of what some program kept. The text is not copied. */
static inline reeve_ref reeve_record(const char* json) {
  reeve_ref ref = {0, json};
  return ref;
}

/* ---- What this machine can do ---- */

/* Any result of which nothing is needed as often as to have a field of its own. */
typedef struct reeve_text {
  const char* json;
  size_t json_length;
} reeve_text;

/* schemas/v1/capabilities.schema.json. Found out by doing, the first time; takes some milliseconds then. */
reeve_error* reeve_capabilities(reeve_runtime* runtime, reeve_text** result);

/* ---- getProcess, checkIdentity: docs/identity.md ---- */

/* All of a process-info record but `env` and `cwd`, which only the text has. Texts are NULL where they can't be read. */
typedef struct reeve_process {
  const char* json; /* schemas/v1/process-info.schema.json; NULL, and 0, where REEVE_WITHOUT_JSON was wanted */
  size_t json_length;
  const char* identity; /* opaque, to be compared by equality; NULL: it can't be told */
  const char* state;    /* "running", "sleeping", "disk_sleep", "stopped", "zombie", "unknown" */
  const char* name;     /* the kernel's */
  const char* exe_path;
  const char* user;
  const char* timestamp;       /* when this was made: RFC 3339, UTC */
  const char* platform;        /* "linux", "darwin", "win32" */
  const char* const* cmdline;  /* the arguments, and a NULL; NULL: they can't be read, or are not wanted */
  const char* const* warnings; /* sentences for people, and a NULL */
  int64_t start_time_unix_ms;  /* for people; REEVE_NOT_GIVEN: it can't be read; so are the next three */
  int64_t uid;
  int64_t memory_kb;
  int64_t thread_count;
  double cpu_percent; /* of one CPU over its life; -1: it can't be read; so is the next */
  double elapsed_seconds;
  int32_t pid;
  int32_t ppid; /* -1: it can't be read, or there is none; so are the next two */
  int32_t pgid;
  int32_t sid;
} reeve_process;

#define REEVE_WITH_ENV 1u        /* `env` of the record */
#define REEVE_WITH_CWD 2u        /* `cwd` of the record */
#define REEVE_WITHOUT_CMDLINE 4u /* no `cmdline`: its read can hang with a process that hangs in the kernel */
#define REEVE_WITHOUT_JSON 8u    /* no `json`: for who looks often and needs the fields alone */

/* What the system tells of one process, read through a pin. `wanted`: the REEVE_WITH words, joined by |, or 0. ESRCH when
 * nobody has the pid, ERR_PROCESS_REUSED when somebody else has it now. */
reeve_error* reeve_get_process(reeve_runtime* runtime, reeve_ref ref, uint32_t wanted, reeve_process** result);

typedef struct reeve_identity_check {
  const char* json; /* schemas/v1/identity-check.schema.json */
  size_t json_length;
  const char* status;   /* "same", "reused", "gone", "unknown" */
  const char* identity; /* of who has the pid now; NULL: nobody, or it can't be told */
  int32_t pid;
  bool zombie;
} reeve_identity_check;

/* Whether the process on record still is the one that has its pid. */
reeve_error* reeve_check_identity(reeve_runtime* runtime, reeve_ref ref, reeve_identity_check** result);

/* ---- spawnInGroup: docs/spawn.md ---- */

typedef enum reeve_stream_kind {
  REEVE_STREAM_DEFAULT = 0, /* standard input: ignored; the other two: the caller's own */
  REEVE_STREAM_IGNORE = 1,  /* nothing */
  REEVE_STREAM_INHERIT = 2, /* the caller's own */
  REEVE_STREAM_PIPE = 3,    /* a pipe, whose other end is in the result */
  REEVE_STREAM_FILE = 4,    /* `file`, made where it is missing unless it is read from */
  REEVE_STREAM_FD = 5       /* `fd`, an open descriptor of the caller, who keeps it */
} reeve_stream_kind;

typedef struct reeve_stream {
  int32_t kind; /* a reeve_stream_kind */
  int32_t fd;
  const char* file;
  bool append;        /* a file's: write behind what is in it, instead of emptying it */
  bool timestamps;    /* a file's: its keeper writes the time before each line */
  int64_t max_bytes;  /* a file's: its keeper begins a new one when it has so many, 4096 or more; 0: no bound */
  int64_t keep;       /* how many files before that one are kept, up to 1000; 0: one */
  int64_t max_age_ms; /* a file's with max_bytes: it begins a new one after so long too, 1000 or more; 0: not */
} reeve_stream;

/* What all processes of a job together may use; REEVE_NOT_GIVEN: no limit. */
typedef struct reeve_limits {
  int64_t memory_max;      /* bytes, 1048576 or more */
  int64_t memory_swap_max; /* bytes of swap, beside those */
  int64_t pids_max;        /* processes, on Linux each of their threads, at a time */
  int64_t io_weight;       /* 1 to 10000 */
  double cpu_max;          /* CPUs, 0.01 or more; 0: no limit */
} reeve_limits;

/* How to start a job. Begin with reeve_spawn_defaults(), which leaves only argv to be set. */
typedef struct reeve_spawn_config {
  size_t size;                 /* sizeof(reeve_spawn_config): which fields the caller knows */
  const char* const* argv;     /* the command and its arguments, and a NULL; no shell */
  const char* argv0;           /* what the program sees as its own name; NULL: the command */
  const char* cwd;             /* NULL: the caller's */
  const char* const* env;      /* "NAME=value" sets, "NAME" removes, and a NULL; NULL: no changes */
  const char* const* base_env; /* "NAME=value" to begin with, and a NULL; NULL: the caller's own environment */
  reeve_stream std_in;
  reeve_stream std_out;
  reeve_stream std_err;
  const char* containment;    /* "auto", "cgroup", "job", "keeper", "group"; NULL: "auto" */
  const char* state_dir;      /* an existing, empty folder for this job alone, where its keeper writes; NULL: none */
  const char* on_parent_exit; /* "leave" or "kill"; NULL: as is usual on this system */
  const uint32_t* groups;     /* supplementary groups; NULL: the caller's */
  size_t group_count;
  int64_t uid; /* REEVE_NOT_GIVEN: the caller's; so are the next three */
  int64_t gid;
  int64_t umask;
  int64_t nice;
  reeve_limits limits;
  bool clear_env;       /* begin with an empty environment */
  bool new_session;     /* setsid: no controlling terminal */
  bool limits_optional; /* start without those limits that can't be kept, and say so in warnings */
} reeve_spawn_config;

static inline reeve_spawn_config reeve_spawn_defaults(void) {
  static reeve_spawn_config nothing; /* nought in every field */
  reeve_spawn_config config = nothing;
  config.size = sizeof config;
  config.uid = config.gid = config.umask = config.nice = REEVE_NOT_GIVEN;
  config.limits.memory_max = config.limits.memory_swap_max = REEVE_NOT_GIVEN;
  config.limits.pids_max = config.limits.io_weight = REEVE_NOT_GIVEN;
  return config;
}

typedef struct reeve_job {
  const char* json; /* schemas/v1/spawn-in-group-result.schema.json: the job's record, the one to keep */
  size_t json_length;
  const char* identity;
  int32_t pid;
  bool guaranteed; /* tree_kill_reliability is "guaranteed", not "best_effort" */
  int32_t std_in;  /* the caller's ends of the pipes that were asked for, to be closed by the caller; -1: none */
  int32_t std_out;
  int32_t std_err;
} reeve_job;

/* Starts a program as a job, in the strongest containment there is. Holds the calling thread until the program runs, which
 * takes no longer in a large program. A program that can't be executed is an error (ENOENT, EACCES, ...), and leaves
 * nothing behind. At its end the job's first process is reaped, whether or not anybody waits. */
reeve_error* reeve_spawn_in_group(reeve_runtime* runtime, const reeve_spawn_config* config, reeve_job** result);

/* ---- waitPid: docs/wait.md ---- */

typedef struct reeve_exit {
  const char* json; /* schemas/v1/wait-pid-result.schema.json */
  size_t json_length;
  const char* identity; /* NULL: it is not known */
  const char* signal;   /* the name of the one that ended it; NULL: none did, or nothing tells */
  const char* source;   /* exit_code_source: "child", "keeper", "kernel", "procfs", "unknown", "none" */
  int64_t exit_code;    /* -1: it was ended by a signal, has not ended, or nothing tells */
  int32_t pid;
  bool exited;
  bool timed_out;
} reeve_exit;

/* Called once, on a thread of the runtime; `exit` is to be freed by whom it calls. It must come back soon, as others wait
 * behind it: hand the result on. It may start waits and terminations and look at processes; it must not wait for
 * anything, nor call the two functions below that hold their caller, nor reeve_close(). */
typedef void (*reeve_on_exit)(void* data, reeve_exit* exit);

/* Waits until the process has ended, whoever its parent is, and holds the calling thread. `timeout_ms`: REEVE_NOT_GIVEN
 * for ever, else 0 to 2147483647; a time-out is a result. Of a record whose process has ended long ago the exit still is
 * told, where anything tells. ESRCH for a bare pid that nobody has. */
reeve_error* reeve_wait_pid(reeve_runtime* runtime, reeve_ref ref, int64_t timeout_ms, reeve_exit** result);

/* The same without holding anybody: one thread hears of all ends. Where the end is known already, sets *known and *wait to
 * 0, and never calls; else sets *known to NULL and *wait to a number for reeve_cancel_wait(), and calls `on_exit` at the
 * end or the time-out. That may happen before this function has come back. */
reeve_error* reeve_start_wait(reeve_runtime* runtime, reeve_ref ref, int64_t timeout_ms, reeve_on_exit on_exit,
                              void* data, uint64_t* wait, reeve_exit** known);

/* Ends a wait for an end or for a port, not the process. true: it will not be called, nor is it being called, so `data` is the caller's again.
 * false: it was called, or is being called right now. */
bool reeve_cancel_wait(reeve_runtime* runtime, uint64_t wait);

/* ---- terminateTree: docs/terminate.md ---- */

/* How to end a tree. Begin with reeve_terminate_defaults(). */
typedef struct reeve_terminate_config {
  size_t size;              /* sizeof(reeve_terminate_config): which fields the caller knows */
  const char* signal;       /* to ask with, a name or a number in digits; NULL: "SIGTERM" */
  const char* kill_signal;  /* to force with; NULL: "SIGKILL" */
  int64_t grace_timeout_ms; /* between the two, at most; REEVE_NOT_GIVEN: 10000 */
  int64_t kill_timeout_ms;  /* for the tree to be empty after forcing; REEVE_NOT_GIVEN: 2000 */
  bool dry_run;             /* find and report the tree, send nothing */
} reeve_terminate_config;

static inline reeve_terminate_config reeve_terminate_defaults(void) {
  static reeve_terminate_config nothing;
  reeve_terminate_config config = nothing;
  config.size = sizeof config;
  config.grace_timeout_ms = config.kill_timeout_ms = REEVE_NOT_GIVEN;
  return config;
}

typedef struct reeve_ending {
  const char* json; /* schemas/v1/terminate-tree-result.schema.json */
  size_t json_length;
  int64_t exit_code;     /* of the first process; -1 as in reeve_exit */
  size_t survivor_count; /* `survivors` of the record names them */
  uint64_t signaled_count;
  int32_t pid;
  bool exited;     /* the whole tree is gone */
  bool timed_out;  /* something still lived after forcing */
  bool escalated;  /* the kill signal was sent */
  bool guaranteed; /* nothing of the tree can have escaped */
} reeve_ending;

/* Called once, on a thread of the runtime, with an error or a result, the other being NULL; both are to be freed by whom
 * it calls. What is said of reeve_on_exit holds here too. */
typedef void (*reeve_on_ending)(void* data, reeve_error* error, reeve_ending* ending);

/* Ends a process and all that descends from it: asks, waits, kills who is left, looks again; holds the calling thread
 * meanwhile. `config` may be NULL: the defaults. A tree that is gone is success. Refused, with nothing signalled:
 * ERR_PROTECTED_PROCESS (pid 1, this process, its ancestors), ERR_PROCESS_REUSED, ERR_IDENTITY_UNKNOWN. */
reeve_error* reeve_terminate_tree(reeve_runtime* runtime, reeve_ref ref, const reeve_terminate_config* config,
                                  reeve_ending** result);

/* The same without holding anybody. What can be refused at once is an error here, and then `on_ending` is never called. It
 * can't be taken back. */
reeve_error* reeve_start_terminate_tree(reeve_runtime* runtime, reeve_ref ref, const reeve_terminate_config* config,
                                        reeve_on_ending on_ending, void* data);

/* ---- listProcesses, descendants, ancestors: docs/inventory.md ---- */

/* Which processes are meant: those that fit all that is given here. A process whose fact can't be read does not fit what
 * asks for it. Begin with reeve_filter_defaults(), which every process fits. */
typedef struct reeve_process_filter {
  size_t size;                 /* sizeof(reeve_process_filter): which fields the caller knows */
  const char* name_contains;   /* part of the kernel's name, whatever the case of ASCII letters; NULL: any */
  const char* name_equals;     /* the kernel's name, which Linux and macOS cut to 15 bytes; NULL: any */
  const char* user_equals;     /* the effective user's name, or the uid in digits; NULL: any */
  const char* const* state_in; /* any of these states, as reeve_process has them, and a NULL; NULL: any */
  const int32_t* pid_in;       /* any of these pids: a list then looks at no other process; NULL: any */
  size_t pid_count;            /* how many those are; with none of them nobody fits */
  int64_t ppid;                /* the parent's; 0 is the kernel's; REEVE_NOT_GIVEN: any */
  double cpu_above;            /* more than this percent of one CPU; -1: any; so are the next two */
  double memory_above_kb;      /* more than this many KiB of resident memory */
  double running_for_at_least_secs;
} reeve_process_filter;

static inline reeve_process_filter reeve_filter_defaults(void) {
  static reeve_process_filter nothing;
  reeve_process_filter filter = nothing;
  filter.size = sizeof filter;
  filter.ppid = REEVE_NOT_GIVEN;
  filter.cpu_above = filter.memory_above_kb = filter.running_for_at_least_secs = -1;
  return filter;
}

#define REEVE_WITH_THREADS 16u /* `threads` of each process in a list, which get_process does not have */

/* What is told of each process, and how. Begin with reeve_list_defaults(). */
typedef struct reeve_list_options {
  size_t size; /* sizeof(reeve_list_options): which fields the caller knows */
  const char* const*
      fields; /* only these of schemas/v1/process-entry.schema.json, and pid, and a NULL: what is not asked
                               * for is not read; NULL: all but `env`, `cwd` and `threads` */
  int64_t sample_duration_ms; /* CPU time over a sample of 10 to 60000 ms, which holds the calling thread for so long;
                               * REEVE_NOT_GIVEN: over each process' whole life */
  int64_t max_levels;         /* of descendants and ancestors, 1 or more; REEVE_NOT_GIVEN: all */
  uint32_t wanted;            /* REEVE_WITH_ENV, REEVE_WITH_CWD, REEVE_WITH_THREADS, joined by |: these too */
} reeve_list_options;

static inline reeve_list_options reeve_list_defaults(void) {
  static reeve_list_options nothing;
  reeve_list_options options = nothing;
  options.size = sizeof options;
  options.sample_duration_ms = options.max_levels = REEVE_NOT_GIVEN;
  return options;
}

/* From here on, where nothing else is said: `filter` and `options` may be NULL, the defaults. The calling thread is held
 * for as long as the look takes, which is milliseconds; a process that hangs in the kernel may hold it longer. */

/* schemas/v1/process-list.schema.json: the processes that fit, by ascending pid, each once. A process that vanishes
 * meanwhile is left out. With `max_levels`: ERR_INVALID_ARG. */
reeve_error* reeve_list_processes(reeve_runtime* runtime, const reeve_process_filter* filter,
                                  const reeve_list_options* options, reeve_text** result);

/* schemas/v1/descendants-result.schema.json: what descends from a process, level by level, as parents stand now: an orphan
 * descends from whoever took it in. The filter decides who is told of, not how far it looks. ESRCH, ERR_PROCESS_REUSED. */
reeve_error* reeve_descendants(reeve_runtime* runtime, reeve_ref ref, const reeve_process_filter* filter,
                               const reeve_list_options* options, reeve_text** result);

/* schemas/v1/ancestors-result.schema.json: its parents, the nearest first, up to the first process of the system or
 * container. ESRCH, ERR_PROCESS_REUSED; with `sample_duration_ms`: ERR_INVALID_ARG. */
reeve_error* reeve_ancestors(reeve_runtime* runtime, reeve_ref ref, const reeve_list_options* options,
                             reeve_text** result);

/* schemas/v1/self-group.schema.json: the process group and session that this program is in. */
reeve_error* reeve_self_group(reeve_runtime* runtime, reeve_text** result);

/* ---- processStats: docs/inventory.md ---- */

#define REEVE_STATS_OF_TREE 1u       /* with all that descends from it; of a job in a folder, all that is in there */
#define REEVE_STATS_WITHOUT_IO 2u    /* no `io_read_bytes`, `io_written_bytes`, which are a read of their own */
#define REEVE_STATS_WITH_SWITCHES 4u /* `voluntary_switches`, `involuntary_switches`: one read for each thread */
#define REEVE_STATS_WITH_PSS 8u      /* `pss_kb`, for which the kernel walks all memory of the process */

/* schemas/v1/process-stats.schema.json: what it has used of CPUs, memory and storage. `wanted`: the REEVE_STATS words, joined
 * by |, or 0. ESRCH, ERR_PROCESS_REUSED; the tree of a job in a folder is told of also when its first process is gone. */
reeve_error* reeve_process_stats(reeve_runtime* runtime, reeve_ref ref, uint32_t wanted, reeve_text** result);

/* schemas/v1/process-stats-list.schema.json: of many, in their order. Those that can't be told of are in `missing`, with the
 * reason. What can't name a process refuses the whole call. `refs` may be NULL where `count` is 0. */
reeve_error* reeve_process_stats_many(reeve_runtime* runtime, const reeve_ref* refs, size_t count, uint32_t wanted,
                                      reeve_text** result);

/* ---- sendSignal, killDescendants: docs/signals.md ---- */

/* schemas/v1/signal-result.schema.json: sends one signal, by its name or its number in digits, to the process the ref names
 * or to nobody. ESRCH when it has ended (a zombie has), ERR_PROCESS_REUSED, ERR_IDENTITY_UNKNOWN, EPERM, and
 * ERR_PROTECTED_PROCESS for pid 1, this process and its ancestors. */
reeve_error* reeve_send_signal(reeve_runtime* runtime, reeve_ref ref, const char* signal, reeve_text** result);

/* The same to all members of a group: of a pid alone, whatever group has that number now; of a record, only the group which
 * that very process leads. ERR_PROTECTED_PROCESS for group 1 and any that this program or an ancestor is in. */
reeve_error* reeve_send_signal_group(reeve_runtime* runtime, reeve_ref leader, const char* signal, reeve_text** result);

/* schemas/v1/signal-many-result.schema.json: to many, each once however often it is named, with what became of each. What
 * can't name a process refuses the whole call, and nothing is sent. `refs` may be NULL where `count` is 0. */
reeve_error* reeve_send_signal_many(reeve_runtime* runtime, const reeve_ref* refs, size_t count, const char* signal,
                                    reeve_text** result);

/* How to signal descendants. Begin with reeve_kill_defaults(). */
typedef struct reeve_kill_options {
  size_t size;        /* sizeof(reeve_kill_options): which fields the caller knows */
  const char* signal; /* a name or a number in digits; NULL: "SIGTERM" */
  int64_t max_levels; /* how far down, 1 or more; REEVE_NOT_GIVEN: all */
  bool cascade;       /* also whatever descends from one that fits the filter */
} reeve_kill_options;

static inline reeve_kill_options reeve_kill_defaults(void) {
  static reeve_kill_options nothing;
  reeve_kill_options options = nothing;
  options.size = sizeof options;
  options.max_levels = REEVE_NOT_GIVEN;
  return options;
}

/* schemas/v1/kill-descendants-result.schema.json: signals the descendants that fit, each once and through a pin, not the
 * process itself, and looks again until nobody new is found. Nothing is waited for, and an orphan is no descendant any more:
 * to end a tree for good there is reeve_terminate_tree(). ERR_PROTECTED_PROCESS for pid 1; ESRCH, ERR_PROCESS_REUSED. */
reeve_error* reeve_kill_descendants(reeve_runtime* runtime, reeve_ref ref, const reeve_process_filter* filter,
                                    const reeve_kill_options* options, reeve_text** result);

/* ---- listeningPorts, findByPort, waitForPort: docs/ports.md ---- */

/* Which listeners are told of: those that fit all that is given. Begin with reeve_port_filter_defaults(). */
typedef struct reeve_port_filter {
  size_t size;            /* sizeof(reeve_port_filter): which fields the caller knows */
  const char* protocol;   /* "tcp" or "udp"; NULL: both */
  const char* local_addr; /* bound to just this IP address; NULL: to any */
  const char* host;       /* would get what is sent to this IP address; NULL: any */
  const int32_t* pid_in;  /* only what these processes have open; NULL: whoever has it */
  size_t pid_count;
  int64_t local_port; /* 1 to 65535; REEVE_NOT_GIVEN: any */
} reeve_port_filter;

static inline reeve_port_filter reeve_port_filter_defaults(void) {
  static reeve_port_filter nothing;
  reeve_port_filter filter = nothing;
  filter.size = sizeof filter;
  filter.local_port = REEVE_NOT_GIVEN;
  return filter;
}

/* schemas/v1/port-bindings.schema.json: the sockets that wait at a port, with the processes that have them open, one binding
 * for each pair. A socket whose process may not be seen is told of without one. Of `options` only `fields` and `wanted` may
 * be given. */
reeve_error* reeve_listening_ports(reeve_runtime* runtime, const reeve_port_filter* filter,
                                   const reeve_list_options* options, reeve_text** result);

/* schemas/v1/port-owners.schema.json: the processes that listen at one port, each once. `protocol`: "tcp" or "udp"; NULL:
 * "tcp". `host`: those that would get what is sent to this IP address; NULL: any. */
reeve_error* reeve_find_by_port(reeve_runtime* runtime, int32_t port, const char* protocol, const char* host,
                                reeve_text** result);

/* What to wait for. Begin with reeve_port_wait_defaults(), which leaves only the port to be set. */
typedef struct reeve_port_wait_config {
  size_t size;          /* sizeof(reeve_port_wait_config): which fields the caller knows */
  const char* protocol; /* "tcp" or "udp"; NULL: "tcp" */
  const char* host;     /* where what is sent has to arrive, an IP address; NULL: whatever address it listens at */
  int64_t timeout_ms;   /* 0 to 2147483647; REEVE_NOT_GIVEN: for ever */
  int32_t port;         /* 1 to 65535 */
  bool process_only;    /* the process itself is to listen; else it or any process of its tree or job */
} reeve_port_wait_config;

static inline reeve_port_wait_config reeve_port_wait_defaults(void) {
  static reeve_port_wait_config nothing;
  reeve_port_wait_config config = nothing;
  config.size = sizeof config;
  config.timeout_ms = REEVE_NOT_GIVEN;
  return config;
}

/* schemas/v1/wait-for-port-result.schema.json: waits until the owner is the one that listens at the port, never for a
 * stranger who has it, and holds the calling thread. `owner` may be NULL: anybody will do. ERR_PROCESS_ENDED as soon as
 * nothing of the owner is left, ERR_TIMED_OUT when the time is over: the messages of both say who has the port. ESRCH,
 * ERR_PROCESS_REUSED. */
reeve_error* reeve_wait_for_port(reeve_runtime* runtime, const reeve_ref* owner, const reeve_port_wait_config* config,
                                 reeve_text** result);

/* Called once, on a thread of the runtime, with an error or a result, the other being NULL; both are to be freed by whom
 * it calls. What is said of reeve_on_exit holds here too. */
typedef void (*reeve_on_text)(void* data, reeve_error* error, reeve_text* result);

/* The same without holding anybody. What can be refused at once is an error here, and then `on_result` is never called; else
 * sets *wait to a number for reeve_cancel_wait(). It may be called before this function has come back. */
reeve_error* reeve_start_wait_for_port(reeve_runtime* runtime, const reeve_ref* owner,
                                       const reeve_port_wait_config* config, reeve_on_text on_result, void* data,
                                       uint64_t* wait);

/* ---- listFds: docs/descriptors.md ---- */

/* schemas/v1/fd-list.schema.json: what a process has open, by ascending descriptor. `kind`: only descriptors of this kind of
 * schemas/v1/fd-entry.schema.json; NULL: all. ESRCH, ERR_PROCESS_REUSED; EACCES for a process that we may not look into. */
reeve_error* reeve_list_fds(reeve_runtime* runtime, reeve_ref ref, const char* kind, reeve_text** result);

#ifdef __cplusplus
}
#endif
