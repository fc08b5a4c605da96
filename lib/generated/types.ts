// Made from schemas/v1 by scripts/generate-types.mjs; edits here are lost.

/**
 * How far up, and what is told of each.
 */
export interface AncestorsOptions {
  /**
   * Levels to go; 1 is children (or the parent) only. Absent: all.
   */
  max_levels?: number;
  /**
   * Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
   *
   * Items: One field.
   */
  fields?: (
    | 'pid'
    | 'ppid'
    | 'pgid'
    | 'sid'
    | 'name'
    | 'exe_path'
    | 'cmdline'
    | 'user'
    | 'uid'
    | 'state'
    | 'start_time_unix_ms'
    | 'identity'
    | 'memory_kb'
    | 'cpu_percent'
    | 'elapsed_seconds'
    | 'thread_count'
    | 'env'
    | 'cwd'
    | 'threads'
  )[];
  /**
   * true: env too. Absent: false.
   */
  include_env?: boolean;
  /**
   * true: cwd too. Absent: false.
   */
  include_cwd?: boolean;
  /**
   * true: threads too, each of them. Absent: false.
   */
  include_threads?: boolean;
}

/**
 * The parents of a process, the nearest first.
 */
export interface AncestorsResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:ancestors-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of the process that was asked about.
   */
  pid: number;
  /**
   * Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
   */
  identity: string | null;
  /**
   * The parent, its parent, and so on. It ends with the first process of the system, or of the container that hides the rest.
   */
  chain: ProcessEntry[];
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * What works on this machine, for this process, at this moment.
 */
export interface Capabilities {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:capabilities';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Release of the running kernel as the system writes it. For people: decide by the other fields.
   */
  kernel: string;
  /**
   * true when a process can be pinned through a pidfd. Linux only; false elsewhere.
   */
  pidfd: boolean;
  /**
   * true when a pidfd has an inode number that is unique for a boot. Linux only; false elsewhere.
   */
  pidfd_inode: boolean;
  /**
   * true when the system tells an observer that is not the parent how a process ended.
   */
  exit_info: boolean;
  /**
   * true when the children of a process can be read without a scan of all processes.
   */
  children_files: boolean;
  /**
   * Whether jobs can have a cgroup of their own.
   */
  cgroup: {
    /**
     * true when jobs' folders can be made and joined here.
     */
    available: boolean;
    /**
     * Absolute path of the folder in which jobs' folders are made. null when not available.
     */
    path: string | null;
    /**
     * How a child gets in. clone_into: born inside. join: it joins before it executes the command. none: not available.
     */
    method: 'clone_into' | 'join' | 'none';
    /**
     * Why it is not available, a sentence for people. null when it is.
     */
    reason: string | null;
  };
  /**
   * Names of the cgroup controllers that a job's cgroup would get at this moment, by which its limits are kept; those among them that are not handed down yet are, once a limit needs them. null where jobs can't have a cgroup.
   */
  cgroup_controllers: string[] | null;
  /**
   * true when the orphans of a job can be made to come back to a process of it. Linux only; false elsewhere.
   */
  subreaper: boolean;
  /**
   * Whether jobs can have a keeper.
   */
  keeper: {
    /**
     * true when a keeper was started here and works.
     */
    available: boolean;
    /**
     * Why it is not available, a sentence for people. null when it is.
     */
    reason: string | null;
  };
  /**
   * The containment kinds that work here, strongest first.
   */
  containments: ('group' | 'keeper' | 'cgroup' | 'job')[];
  /**
   * The kind that containment "auto" takes here; none when none works.
   */
  default_containment: 'none' | 'group' | 'keeper' | 'cgroup' | 'job';
  /**
   * true when on_parent_exit "kill" works here.
   */
  on_parent_exit_kill: boolean;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * What holds the processes of one tree together, with what another process needs to find it again.
 */
export interface Containment {
  /**
   * none: nothing but parent links. group: process group, session and environment cookie. keeper: a helper process that every orphan of the tree comes back to. cgroup: a Linux control group of its own. job: a Windows job object.
   */
  kind: 'none' | 'group' | 'keeper' | 'cgroup' | 'job';
  /**
   * Process group id. null when the tree has no group of its own, and on Windows.
   */
  pgid: number | null;
  /**
   * Session id. null when the tree has no session of its own, and on Windows.
   */
  sid: number | null;
  /**
   * The job's token: 24 hex digits in the REEVE_TREE environment variable of each of its processes. null when none was set. A process can remove its own, so absence proves nothing.
   */
  cookie: string | null;
  /**
   * Absolute path of the cgroup folder as seen by the process that made the record; not promised to be the same in another mount namespace. null when kind is not cgroup.
   */
  cgroup_path: string | null;
  /**
   * Inode number of the cgroup folder in decimal, as text because it has 64 bits; tells a folder from a later one at the same path. null when kind is not cgroup.
   */
  cgroup_id: string | null;
  /**
   * Name of the Windows job object, which another program of the same session can open. null when kind is not job.
   */
  job_name: string | null;
  /**
   * The helper process that keeps the job: starts it, takes in its orphans, and ends what is left when it is asked to; on Windows, holds its job object open. null when the job has none. Always there when kind is keeper.
   */
  keeper: null | {
    /**
     * Process id of the keeper; the job's own is the record's pid.
     */
    pid: number;
    /**
     * Identity of the keeper, opaque as every identity.
     */
    identity: string;
    /**
     * Folder in which the keeper holds the job's lock and writes how it ended. null when it was given none.
     */
    state_dir: string | null;
  };
}

/**
 * Which descendants, what is told of each, and how.
 */
export interface DescendantsOptions {
  /**
   * Levels to go; 1 is children (or the parent) only. Absent: all.
   */
  max_levels?: number;
  /**
   * Which of them are meant. The filter does not stop the walk: who descends from one that does not fit may fit. Absent: all.
   */
  filter?: ProcessFilter;
  /**
   * Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
   *
   * Items: One field.
   */
  fields?: (
    | 'pid'
    | 'ppid'
    | 'pgid'
    | 'sid'
    | 'name'
    | 'exe_path'
    | 'cmdline'
    | 'user'
    | 'uid'
    | 'state'
    | 'start_time_unix_ms'
    | 'identity'
    | 'memory_kb'
    | 'cpu_percent'
    | 'elapsed_seconds'
    | 'thread_count'
    | 'env'
    | 'cwd'
    | 'threads'
  )[];
  /**
   * true: env too. Absent: false.
   */
  include_env?: boolean;
  /**
   * true: cwd too. Absent: false.
   */
  include_cwd?: boolean;
  /**
   * true: threads too, each of them. Absent: false.
   */
  include_threads?: boolean;
  /**
   * How processor time is measured. lifetime: over the whole life of each process. monitor: over a sample, which takes two looks. Absent: lifetime.
   */
  cpu_mode?: 'lifetime' | 'monitor';
  /**
   * Milliseconds between the two looks of monitor. Absent: 250.
   */
  sample_duration_ms?: number;
}

/**
 * What descended from a process at one look, as parents stood then: an orphan descends from whoever took it in.
 */
export interface DescendantsResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:descendants-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of the process that was asked about.
   */
  pid: number;
  /**
   * Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
   */
  identity: string | null;
  /**
   * How many levels were to be looked at. null: all.
   */
  max_levels: number | null;
  /**
   * How cpu_percent was measured.
   */
  cpu_mode: 'lifetime' | 'monitor';
  /**
   * Milliseconds between the two looks. null with cpu_mode lifetime.
   */
  sample_duration_ms: number | null;
  /**
   * The descendants by their distance, children first. It ends with the last level on which there was anybody, fitting or not.
   *
   * Items: One level.
   */
  levels: {
    /**
     * 1: children, 2: their children, and so on.
     */
    level: number;
    /**
     * Processes on this level, whether they fit the filter or not.
     */
    found: number;
    /**
     * Those that fit, by ascending pid.
     */
    processes: ProcessEntry[];
  }[];
  /**
   * Descendants on all levels looked at, whether they fit or not.
   */
  total_found: number;
  /**
   * Those that fit, which is how many are in levels.
   */
  matched_by_filter: number;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * A refused operation, the same in every language. An expected outcome is never an error but data in a result.
 */
export interface ErrorRecord {
  /**
   * The system's name of the error (ESRCH, EPERM, ENOENT), or one of reeve's own, which begin with ERR_. The thing to decide by.
   */
  code: string;
  /**
   * The system's number, negative as in Node; it differs between platforms. null when no system call failed.
   */
  errno: number | null;
  /**
   * Name of the system call that failed. null when none did.
   */
  syscall: string | null;
  /**
   * The process the operation was about. null when there was none, or what was given is no valid pid.
   */
  pid: number | null;
  /**
   * A sentence for people. The wording is not promised.
   */
  message: string;
}

/**
 * One descriptor that a process has open.
 */
export interface FdEntry {
  /**
   * The descriptor; on Windows the value of the handle.
   */
  fd: number;
  /**
   * What it leads to. symlink: a symbolic link itself, opened with O_PATH. device: one that is no terminal. fifo: a pipe with a name. other: target says what.
   */
  kind:
    | 'file'
    | 'directory'
    | 'symlink'
    | 'device'
    | 'tty'
    | 'fifo'
    | 'pipe'
    | 'socket'
    | 'epoll'
    | 'eventfd'
    | 'signalfd'
    | 'timerfd'
    | 'inotify'
    | 'fanotify'
    | 'io_uring'
    | 'pidfd'
    | 'memfd'
    | 'kqueue'
    | 'semaphore'
    | 'shared_memory'
    | 'process'
    | 'thread'
    | 'other';
  /**
   * Of what has a place among the files: that place, as it was when it was opened or moved last. null: it has none, or it may not be read.
   */
  path: string | null;
  /**
   * What the system itself says it leads to, as it stands: 'socket:[4711]', 'anon_inode:[eventpoll]'. null: it says nothing.
   */
  target: string | null;
  /**
   * true: the file at path was removed, or another is there. null: it has no path, or it is not told.
   */
  deleted: boolean | null;
  /**
   * What may be done by it. path: neither, it only names a place (O_PATH). null: not told.
   */
  access: 'read' | 'write' | 'read_write' | 'path' | null;
  /**
   * Whether it is closed when the process starts another program. null: not told.
   */
  close_on_exec: boolean | null;
  /**
   * The flags it was opened with or given since, as open(2) names them (O_APPEND), without the access. null: not told.
   */
  flags: string[] | null;
  /**
   * Where the next read or write begins, in bytes. null: it has no such place, or it is not told.
   */
  position: number | null;
  /**
   * The number of the file, pipe or socket: equal ones of one kind are one. null: not told.
   */
  inode: string | null;
  /**
   * Of a pidfd or a handle to a process: that process. null: it is none, or that process was reaped or can't be seen.
   */
  target_pid: number | null;
  /**
   * Of a socket: what is known of it. null: it is none.
   */
  socket: {
    /**
     * ipv4, ipv6, unix, netlink, packet, vsock and the like. null: not told.
     */
    family: string | null;
    /**
     * null: not told.
     */
    type: 'stream' | 'datagram' | 'seqpacket' | 'raw' | null;
    /**
     * tcp, udp, mptcp, udplite, icmp. null: none, or not told.
     */
    protocol: string | null;
    /**
     * unconnected: without a peer. null: it was not found among those that have a state: not bound yet, of another network namespace than its process, or of a protocol that is not listed.
     */
    state:
      | 'listen'
      | 'unconnected'
      | 'established'
      | 'syn_sent'
      | 'syn_recv'
      | 'fin_wait1'
      | 'fin_wait2'
      | 'time_wait'
      | 'close'
      | 'close_wait'
      | 'last_ack'
      | 'closing'
      | null;
    /**
     * The IP address of its own end, in the form of RFC 5952. null: it has none, or it is not told.
     */
    local_addr: string | null;
    /**
     * The port of its own end. null: it has none, or it is not told.
     */
    local_port: number | null;
    /**
     * The IP address of its peer. null: it has none, or it is not told.
     */
    remote_addr: string | null;
    /**
     * The port of its peer. null: it has none, or it is not told.
     */
    remote_port: number | null;
    /**
     * Of a unix socket: the file it is bound to, or with @ before it an abstract name. null: none.
     */
    path: string | null;
  } | null;
}

/**
 * What a process has open. It was this process all the while.
 */
export interface FdList {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:fd-list';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * The process.
   */
  pid: number;
  /**
   * Its identity: opaque text to be compared by equality only. null where none could be made.
   */
  identity: string | null;
  /**
   * By ascending number. What was opened or closed while it was looked may or may not be among them. Empty of a zombie.
   */
  fds: FdEntry[];
  /**
   * Sentences for people; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * Which listeners at the port are meant.
 */
export interface FindByPortOptions {
  /**
   * Absent: tcp.
   */
  protocol?: 'tcp' | 'udp';
  /**
   * An IP address: only what would get that which is sent there. Of several at one port that is the one bound to this address, else one bound to all of its family, else an IPv6 one that takes IPv4 too.
   */
  host?: string;
}

/**
 * Whether a pid still belongs to the process a reference was made for.
 */
export interface IdentityCheckResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:identity-check';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * The pid that was asked about.
   */
  pid: number;
  /**
   * same: the pid belongs to the process the reference names, and it lives. reused: it belongs to another. gone: no living process has it; one that has ended and is not yet reaped (a zombie) is gone too. unknown: a living process has it and nothing tells which; never to be taken as same.
   */
  status: 'same' | 'reused' | 'gone' | 'unknown';
  /**
   * true when the process the reference names has ended and is not yet reaped by its parent. Only together with gone.
   */
  zombie: boolean;
  /**
   * What the verdict rests on. identity: the identities were compared. start_time: only the start times were, which a reuse within the clock's resolution can deceive. none: nothing was compared.
   */
  basis: 'identity' | 'start_time' | 'none';
  /**
   * Identity of the process that has the pid now, a zombie included. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when no process has the pid, or none could be made.
   */
  identity: string | null;
}

/**
 * cancel.json in a job's folder: that its end was asked for. On disk before the first signal; the first request stays.
 */
export interface JobCancel {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:job-cancel';
  /**
   * When, wall clock, in milliseconds since the Unix epoch.
   */
  requested_unix_ms: number;
  /**
   * The first signal that was to be sent, as its name or number was given.
   */
  signal: string;
  /**
   * true when its first process had ended by then and others of the job lived: it is cancelled though its exit came before the request.
   */
  exit_known: boolean;
  /**
   * What was promised of its end at that moment: best_effort where its keeper had been killed by then.
   */
  tree_kill_reliability?: 'guaranteed' | 'best_effort';
}

/**
 * A file of names/ in the state folder: the job that has a name, or was the last one to have it.
 */
export interface JobName {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:job-name';
  /**
   * The name.
   */
  name: string;
  /**
   * Id of the job.
   */
  id: string;
}

/**
 * spec.json in a job's folder: what was asked for. Written once, on disk before anything of the job is started, and never changed. The environment is never written down.
 */
export interface JobSpec {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:job-spec';
  /**
   * Id of the job: the name of its folder.
   */
  id: string;
  /**
   * Name of the job, which no other job of the state folder has while it lives. null when it was given none.
   */
  name: string | null;
  /**
   * Labels that it was given.
   */
  labels: {
    [k: string]: string;
  };
  /**
   * The command and its arguments, as the redaction left them.
   *
   * @minItems 1
   */
  argv: string[];
  /**
   * Working directory, absolute.
   */
  cwd: string;
  /**
   * When the start was asked for, wall clock, in milliseconds since the Unix epoch.
   */
  created_unix_ms: number;
  /**
   * The process that asked for the start.
   */
  launcher: {
    /**
     * Its process id.
     */
    pid: number;
    /**
     * Its identity, opaque. null when none could be made.
     */
    identity: string | null;
  };
  /**
   * Where its output goes; a path without a folder is in the job's own folder.
   */
  logs: {
    /**
     * Path of the file with the job's standard output. null when none is kept.
     */
    stdout: string | null;
    /**
     * Path of the file with the job's standard error. null when none is kept.
     */
    stderr: string | null;
  };
}

/**
 * A job as it was at one moment. It has the pid and the identity of its first process, so it is a reference to that as every record is.
 */
export interface Job {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:job';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Id of the job: the name of its folder.
   */
  id: string;
  /**
   * Name of the job. null when it was given none, or its record can't be read.
   */
  name: string | null;
  /**
   * Labels that it was given; empty when its record can't be read.
   */
  labels: {
    [k: string]: string;
  };
  /**
   * pending: it is being started. running: a process of it lives. completed: over, with exit code 0. failed: over, with another exit code or by a signal. cancelled: over, after its end was asked for. orphaned: over, and nobody was left to keep how it ended. stale: the record leads to no process of the job: its start broke off before the program ran, or another process has its pid.
   */
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled' | 'orphaned' | 'stale';
  /**
   * The command and its arguments, as the redaction left them. null when its record can't be read.
   *
   * @minItems 1
   */
  argv: string[] | null;
  /**
   * Working directory. null when its record can't be read.
   */
  cwd: string | null;
  /**
   * When the start was asked for, in milliseconds since the Unix epoch. null when its record can't be read.
   */
  created_unix_ms: number | null;
  /**
   * Process id of its first process. null while it is pending, and when nothing tells.
   */
  pid: number | null;
  /**
   * Process group it was started in; on Windows the pid. null as pid is.
   */
  pgid: number | null;
  /**
   * Identity of its first process, opaque. null as pid is.
   */
  identity: string | null;
  /**
   * Start time of its first process in milliseconds since the Unix epoch, for people. null as pid is, or when it could not be read.
   */
  start_time_unix_ms: number | null;
  /**
   * Whether its end is promised to be the end of all of it. best_effort once its keeper was killed. null as pid is.
   */
  tree_kill_reliability: 'guaranteed' | 'best_effort' | null;
  /**
   * What holds its tree together. null as pid is.
   */
  containment: null | Containment;
  /**
   * What happens to it when its launcher ends. null as pid is.
   */
  on_parent_exit: 'leave' | 'kill' | null;
  /**
   * Exit code of its first process, which may be known while others of the job run on. null when that has not ended, when a signal ended it, and when nobody knows.
   */
  exit_code: number | null;
  /**
   * Name of the signal that ended its first process. null when none did, and when nobody knows.
   */
  signal: string | null;
  /**
   * When its first process ended, wall clock, in milliseconds since the Unix epoch. null when it has not, and when nobody knows.
   */
  ended_unix_ms: number | null;
  /**
   * What its first process and the children that it waited for used. null when it has not ended, and when nobody knows.
   */
  usage: null | {
    /**
     * Processor time in user mode.
     */
    cpu_user_ms: number;
    /**
     * Processor time in the kernel.
     */
    cpu_system_ms: number;
    /**
     * The most memory that it, or the largest of its children, had resident at a time, in KiB.
     */
    max_rss_kb: number;
  };
  /**
   * When its end was first asked for. null when it was not.
   */
  cancel_requested_unix_ms: number | null;
  /**
   * The job's folder, absolute.
   */
  folder: string;
  /**
   * Where its output goes, absolute.
   */
  logs: {
    /**
     * Path of the file with the job's standard output. null when none is kept.
     */
    stdout: string | null;
    /**
     * Path of the file with the job's standard error. null when none is kept.
     */
    stderr: string | null;
  };
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * exit.json in a job's state folder: written by the keeper when the job's first process has ended, and on disk before it has its name.
 */
export interface KeptExit {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:kept-exit';
  /**
   * Process id of the job's first process.
   */
  pid: number;
  /**
   * Its identity, opaque.
   */
  identity: string;
  /**
   * Exit code: 0 to 255 on Unix, 32 bits without sign on Windows. null when a signal ended it.
   */
  exit_code: number | null;
  /**
   * Name of the signal that ended it; SIG and the number for a real-time signal. null when none did, and on Windows.
   */
  signal: string | null;
  /**
   * Wall-clock time of its end in milliseconds since the Unix epoch.
   */
  ended_unix_ms: number;
  /**
   * Processor time in user mode, its waited-for children included; on Windows without children.
   */
  cpu_user_ms: number;
  /**
   * Processor time in the kernel, likewise.
   */
  cpu_system_ms: number;
  /**
   * The most memory that it, or the largest of its waited-for children, had resident at a time; on Windows without children. KiB.
   */
  max_rss_kb: number;
}

/**
 * job.json in a job's state folder: written by the keeper before the job's program runs.
 */
export interface KeptJob {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:kept-job';
  /**
   * How far the start came; whether the job still lives is told by the lock and by exit.json. starting: the first process is there and has run nothing of the program's; it never will if nobody holds the lock. running: the program is being executed. failed: it could not be.
   */
  state: 'starting' | 'running' | 'failed';
  /**
   * What the launcher was given: enough to wait for the job and to end it.
   */
  record: SpawnInGroupResult;
}

/**
 * Which descendants are signalled, and with what.
 */
export interface KillDescendantsOptions {
  /**
   * The signal. Absent: SIGTERM.
   */
  signal?: string | number;
  /**
   * true: also whatever descends from one that fits the filter. Absent: false.
   */
  cascade?: boolean;
  /**
   * Levels to go; 1 is children (or the parent) only. Absent: all.
   */
  max_levels?: number;
  /**
   * Which of them are meant. The filter does not stop the walk: who descends from one that does not fit may fit. Absent: all.
   */
  filter?: ProcessFilter;
}

/**
 * What became of each descendant that was to be signalled. The process itself was not.
 */
export interface KillDescendantsResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:kill-descendants-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of the process that was asked about.
   */
  pid: number;
  /**
   * Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
   */
  identity: string | null;
  /**
   * Name of the signal.
   */
  signal_sent: string;
  /**
   * Those that the signal was sent to, each once.
   *
   * Items: One process that was signalled.
   */
  succeeded: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
     */
    identity: string | null;
  }[];
  /**
   * Those that it could not be sent to.
   *
   * Items: One process that was not signalled.
   */
  failed: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when only its pid was given.
     */
    identity: string | null;
    /**
     * Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The thing to decide by.
     */
    code: string;
    /**
     * A sentence for people. The wording is not promised.
     */
    message: string;
  }[];
  /**
   * Those that are never signalled: the first process, this one and its ancestors.
   *
   * Items: One process that was left alone.
   */
  skipped_safety: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when only its pid was given.
     */
    identity: string | null;
    /**
     * Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The thing to decide by.
     */
    code: string;
    /**
     * A sentence for people. The wording is not promised.
     */
    message: string;
  }[];
  /**
   * Different descendants seen in all looks, whether they fit or not.
   */
  total_found: number;
  /**
   * Those that fit (or, with cascade, descend from one that does) and were alive.
   */
  matched_by_filter: number;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * What is told of.
 */
export interface ListFdsOptions {
  /**
   * Only descriptors of this kind. Absent: all.
   */
  kind?:
    | 'file'
    | 'directory'
    | 'symlink'
    | 'device'
    | 'tty'
    | 'fifo'
    | 'pipe'
    | 'socket'
    | 'epoll'
    | 'eventfd'
    | 'signalfd'
    | 'timerfd'
    | 'inotify'
    | 'fanotify'
    | 'io_uring'
    | 'pidfd'
    | 'memfd'
    | 'kqueue'
    | 'semaphore'
    | 'shared_memory'
    | 'process'
    | 'thread'
    | 'other';
}

/**
 * What is told of each process, and how.
 */
export interface ListProcessesOptions {
  /**
   * Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
   *
   * Items: One field.
   */
  fields?: (
    | 'pid'
    | 'ppid'
    | 'pgid'
    | 'sid'
    | 'name'
    | 'exe_path'
    | 'cmdline'
    | 'user'
    | 'uid'
    | 'state'
    | 'start_time_unix_ms'
    | 'identity'
    | 'memory_kb'
    | 'cpu_percent'
    | 'elapsed_seconds'
    | 'thread_count'
    | 'env'
    | 'cwd'
    | 'threads'
  )[];
  /**
   * true: env too. Absent: false.
   */
  include_env?: boolean;
  /**
   * true: cwd too. Absent: false.
   */
  include_cwd?: boolean;
  /**
   * true: threads too, each of them. Absent: false.
   */
  include_threads?: boolean;
  /**
   * How processor time is measured. lifetime: over the whole life of each process. monitor: over a sample, which takes two looks. Absent: lifetime.
   */
  cpu_mode?: 'lifetime' | 'monitor';
  /**
   * Milliseconds between the two looks of monitor. Absent: 250.
   */
  sample_duration_ms?: number;
}

/**
 * What is told of each process that listens.
 */
export interface ListeningPortsOptions {
  /**
   * Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
   *
   * Items: One field.
   */
  fields?: (
    | 'pid'
    | 'ppid'
    | 'pgid'
    | 'sid'
    | 'name'
    | 'exe_path'
    | 'cmdline'
    | 'user'
    | 'uid'
    | 'state'
    | 'start_time_unix_ms'
    | 'identity'
    | 'memory_kb'
    | 'cpu_percent'
    | 'elapsed_seconds'
    | 'thread_count'
    | 'env'
    | 'cwd'
    | 'threads'
  )[];
  /**
   * true: env too. Absent: false.
   */
  include_env?: boolean;
  /**
   * true: cwd too. Absent: false.
   */
  include_cwd?: boolean;
  /**
   * true: threads too, each of them. Absent: false.
   */
  include_threads?: boolean;
}

/**
 * A numbered file of names/.turn in the state folder: a process whose turn it is, or was, to change names. Empty once its turn is over.
 */
export interface NamesTurn {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:names-turn';
  /**
   * Its process id.
   */
  pid: number;
  /**
   * Its identity, opaque. null when none could be made.
   */
  identity: string | null;
}

/**
 * A socket that waits at a port, and one process that has it open. Several processes may have one socket (a server and its workers), and several sockets one port (SO_REUSEPORT): each pair is a binding. It is a ref where it has a pid.
 */
export interface PortBinding {
  /**
   * What is spoken there.
   */
  protocol: 'tcp' | 'udp';
  /**
   * Of the socket.
   */
  family: 'ipv4' | 'ipv6';
  /**
   * The IP address it is bound to, in the form of RFC 5952; 0.0.0.0 and :: stand for all of their family.
   */
  local_addr: string;
  /**
   * The port.
   */
  local_port: number;
  /**
   * true: an IPv6 socket that gets what is sent by IPv4 too. false: it gets that of its own family alone. null: not told (Linux where netlink is refused, Windows, of another user on macOS).
   */
  dual_stack: boolean | null;
  /**
   * The only network interface it listens at. null: none in particular, or not told.
   */
  interface: string | null;
  /**
   * listen: of tcp, it takes connections. unconnected: of udp, it takes datagrams from anybody.
   */
  state: 'listen' | 'unconnected';
  /**
   * The kernel's number of the socket: bindings with the same one are several processes that have one socket open. Opaque. null: not told.
   */
  socket_id: string | null;
  /**
   * The user who made the socket. null: not told.
   */
  uid: number | null;
  /**
   * A process that has the socket open. null: there is none that may be seen.
   */
  pid: number | null;
  /**
   * Its identity: opaque text to be compared by equality only. null with pid, or where none could be made.
   */
  identity: string | null;
  /**
   * The lowest descriptor by which it has it open. null with pid, or not told.
   */
  fd: number | null;
  /**
   * What is told of the process. null with pid.
   */
  process: ProcessEntry | null;
}

/**
 * Who listens where.
 */
export interface PortBindings {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:port-bindings';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * By protocol, port, family, address and socket; those of one socket by ascending pid. Empty when nobody listens, which is no error.
   */
  bindings: PortBinding[];
  /**
   * Sentences for people, such as why some have no process; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * Which listeners are told of. All given parts have to fit.
 */
export interface PortFilter {
  /**
   * Only this one. Absent: both.
   */
  protocol?: 'tcp' | 'udp';
  /**
   * Only those at this port.
   */
  local_port?: number;
  /**
   * Only those bound to just this IP address: 0.0.0.0 and :: stand for all of their family and nothing else. Any way to write the address will do.
   */
  local_addr?: string;
  /**
   * An IP address: only what would get that which is sent there. Of several at one port that is the one bound to this address, else one bound to all of its family, else an IPv6 one that takes IPv4 too.
   */
  host?: string;
  /**
   * Only what these processes have open, and no other process is looked at.
   *
   * Items: One pid.
   */
  pid_in?: number[];
}

/**
 * The processes that listen at one port.
 */
export interface PortOwners {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:port-owners';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * The one that was asked for.
   */
  protocol: 'tcp' | 'udp';
  /**
   * The one that was asked for.
   */
  local_port: number;
  /**
   * Whether anybody listens there.
   */
  listening: boolean;
  /**
   * Each process that does, once, by ascending pid. Empty with listening true: none of them may be seen, and warnings say why.
   */
  processes: ProcessEntry[];
  /**
   * Sentences for people; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * One process of a list, with the fields that were asked for. It may be passed back as a reference: ask for identity to have the guard.
 */
export interface ProcessEntry {
  /**
   * Process id.
   */
  pid: number;
  /**
   * Process id of the parent; 0 when the system says there is none, or none in this pid namespace. null when it could not be read. It changes when the parent ends.
   */
  ppid?: number | null;
  /**
   * Process group id; 0 for kernel threads. null when it could not be read, and on Windows.
   */
  pgid?: number | null;
  /**
   * Session id; 0 for kernel threads. null when it could not be read, and on Windows.
   */
  sid?: number | null;
  /**
   * The kernel's name for the process: at most 15 bytes on Linux, and a process may change its own. null when it could not be read.
   */
  name?: string | null;
  /**
   * Absolute path of the executable. null when it could not be read (another user's process, a kernel thread, a zombie). Not promised to exist still.
   */
  exe_path?: string | null;
  /**
   * The arguments, empty ones kept; an empty array when there are none (kernel threads, zombies). null when they could not be read. A process may overwrite its own.
   */
  cmdline?: string[] | null;
  /**
   * Name of the effective user. null when it could not be read or the user id has no name.
   */
  user?: string | null;
  /**
   * Effective user id. null when it could not be read, and on Windows.
   */
  uid?: number | null;
  /**
   * running: on a processor or ready for one. sleeping: waiting, can be interrupted. disk_sleep: waiting, cannot be. stopped: by a signal or a debugger. zombie: ended and not yet reaped. unknown: the system did not say, or said something else.
   */
  state?: 'running' | 'sleeping' | 'disk_sleep' | 'stopped' | 'zombie' | 'unknown';
  /**
   * Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not an identity. null when it could not be read.
   */
  start_time_unix_ms?: number | null;
  /**
   * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when the system did not give enough to make one.
   */
  identity?: string | null;
  /**
   * Resident memory in KiB (1024 bytes), shared pages included. null when it could not be read.
   */
  memory_kb?: number | null;
  /**
   * Processor time in percent of one processor: over the whole life (cpu_mode lifetime) or over the sample (monitor). May exceed 100 with several threads. null when it could not be read.
   */
  cpu_percent?: number | null;
  /**
   * Seconds since the process started. null when it could not be read.
   */
  elapsed_seconds?: number | null;
  /**
   * Number of threads. null when it could not be read.
   */
  thread_count?: number | null;
  /**
   * Environment the process was started with; later changes by the process itself are not promised to show. Only there when asked for. null when it could not be read.
   */
  env?: {
    [k: string]: string;
  } | null;
  /**
   * Working directory. Only there when asked for. null when it could not be read.
   */
  cwd?: string | null;
  /**
   * Its threads, by ascending number. Only there when asked for. null when they could not be read.
   */
  threads?:
    | {
        /**
         * Thread id.
         */
        tid: number;
        /**
         * The thread's own name. null where threads have none.
         */
        name: string | null;
        /**
         * As of a process.
         */
        state: 'running' | 'sleeping' | 'disk_sleep' | 'stopped' | 'zombie' | 'unknown';
        /**
         * Processor time it has used, in milliseconds. null when it could not be read.
         */
        cpu_ms: number | null;
      }[]
    | null;
}

/**
 * Which processes are meant: those that fit every part that is given. A process whose fact could not be read does not fit a part that asks for it.
 */
export interface ProcessFilter {
  /**
   * Part of the kernel's name, whatever the case of ASCII letters.
   */
  name_contains?: string;
  /**
   * The kernel's name, exactly. Linux and macOS cut names to 15 bytes.
   */
  name_equals?: string;
  /**
   * Name of the effective user as records show it, or its uid in digits.
   */
  user_equals?: string;
  /**
   * Any of these pids. listProcesses then looks at no other process.
   *
   * Items: One pid.
   */
  pid_in?: number[];
  /**
   * Pid of the parent; 0 is the kernel's.
   */
  ppid?: number;
  /**
   * Any of these states.
   *
   * Items: One state.
   */
  state_in?: ('running' | 'sleeping' | 'disk_sleep' | 'stopped' | 'zombie' | 'unknown')[];
  /**
   * More than this percent of one processor, measured as cpu_mode says. May exceed 100.
   */
  cpu_above?: number;
  /**
   * More than this many KiB of resident memory.
   */
  memory_above_kb?: number;
  /**
   * Started at least this many seconds ago.
   */
  running_for_at_least_secs?: number;
}

/**
 * One process as the system showed it at one moment. What could not be read is null, never a guess.
 */
export interface ProcessInfo {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:process-info';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id.
   */
  pid: number;
  /**
   * Process id of the parent; 0 when the system says there is none, or none in this pid namespace. null when it could not be read. It changes when the parent ends.
   */
  ppid: number | null;
  /**
   * Process group id; 0 for kernel threads. null when it could not be read, and on Windows.
   */
  pgid: number | null;
  /**
   * Session id; 0 for kernel threads. null when it could not be read, and on Windows.
   */
  sid: number | null;
  /**
   * The kernel's name for the process: at most 15 bytes on Linux, and a process may change its own. null when it could not be read.
   */
  name: string | null;
  /**
   * Absolute path of the executable. null when it could not be read (another user's process, a kernel thread, a zombie). Not promised to exist still.
   */
  exe_path: string | null;
  /**
   * The arguments, empty ones kept; an empty array when there are none (kernel threads, zombies). null when they could not be read. A process may overwrite its own.
   */
  cmdline: string[] | null;
  /**
   * Name of the effective user. null when it could not be read or the user id has no name.
   */
  user: string | null;
  /**
   * Effective user id. null when it could not be read, and on Windows.
   */
  uid: number | null;
  /**
   * running: on a processor or ready for one. sleeping: waiting, can be interrupted. disk_sleep: waiting, cannot be. stopped: by a signal or a debugger. zombie: ended and not yet reaped. unknown: the system did not say, or said something else.
   */
  state: 'running' | 'sleeping' | 'disk_sleep' | 'stopped' | 'zombie' | 'unknown';
  /**
   * Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not an identity. null when it could not be read.
   */
  start_time_unix_ms: number | null;
  /**
   * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when the system did not give enough to make one.
   */
  identity: string | null;
  /**
   * Resident memory in KiB (1024 bytes), shared pages included. null when it could not be read.
   */
  memory_kb: number | null;
  /**
   * Processor time used divided by time lived, in percent: an average over the whole life, not the present load. May exceed 100 with several threads. null when it could not be read.
   */
  cpu_percent: number | null;
  /**
   * Seconds since the process started. null when it could not be read.
   */
  elapsed_seconds: number | null;
  /**
   * Number of threads. null when it could not be read.
   */
  thread_count: number | null;
  /**
   * Environment the process was started with; later changes by the process itself are not promised to show. Only there with include_env. null when it could not be read.
   */
  env?: {
    [k: string]: string;
  } | null;
  /**
   * Working directory. Only there with include_cwd. null when it could not be read.
   */
  cwd?: string | null;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. Bytes that were not UTF-8 and had to be replaced are mentioned here. The wording is not promised.
   */
  warnings: string[];
}

/**
 * The processes there were at one look.
 */
export interface ProcessList {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:process-list';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * How cpu_percent was measured.
   */
  cpu_mode: 'lifetime' | 'monitor';
  /**
   * Milliseconds between the two looks. null with cpu_mode lifetime.
   */
  sample_duration_ms: number | null;
  /**
   * Those that fit, by ascending pid, each once. Processes that came or went while it was looked may or may not be among them.
   */
  processes: ProcessEntry[];
  /**
   * Sentences for people, about the list or naming the processes they are about; empty when there is nothing to say. Bytes that were not UTF-8 and had to be replaced are mentioned here. The wording is not promised.
   */
  warnings: string[];
}

/**
 * What every function takes to name a process: a bare pid, or any record that has one. A bare pid names whatever process has that number at the moment of the call; a record with an identity names one process for ever, and is refused once its pid belongs to another.
 */
export type ProcessRef =
  | number
  | {
      /**
       * Process id.
       */
      pid: number;
      /**
       * Identity of the process that is meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null or absent: unknown, so only start_time_unix_ms can guard against reuse.
       */
      identity?: string | null;
      /**
       * Start time in milliseconds since the Unix epoch. A weaker guard, used only when identity is missing; null or absent: unknown.
       */
      start_time_unix_ms?: number | null;
    };

/**
 * The stats of many processes, taken in one go.
 */
export interface ProcessStatsList {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:process-stats-list';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Their stats, in the order they were asked for.
   */
  processes: ProcessStats[];
  /**
   * Those that nothing could be told of.
   *
   * Items: One process that could not be measured.
   */
  missing: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when only its pid was given.
     */
    identity: string | null;
    /**
     * Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The thing to decide by.
     */
    code: string;
    /**
     * A sentence for people. The wording is not promised.
     */
    message: string;
  }[];
}

/**
 * What is measured.
 */
export interface ProcessStatsOptions {
  /**
   * process: it alone. tree: with all that descends from it; for a job in a cgroup or job object, all that is in it. Absent: process.
   */
  scope?: 'process' | 'tree';
  /**
   * false: without io_read_bytes and io_written_bytes, which are a read of their own on Linux. Absent: true.
   */
  include_io?: boolean;
  /**
   * true: voluntary_switches and involuntary_switches, one read for each thread on Linux. Absent: false.
   */
  include_switches?: boolean;
  /**
   * true: pss_kb, for which the kernel walks all memory of the process. Absent: false.
   */
  include_pss?: boolean;
}

/**
 * What a process, or a tree of them, has used so far and uses now. Numbers of two records of the same process may be subtracted.
 */
export interface ProcessStats {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:process-stats';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id.
   */
  pid: number;
  /**
   * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
   */
  identity: string | null;
  /**
   * What was added up. process: it alone. descendants: it and what descends from it now. cgroup, job: all that is in the job's cgroup or job object, and what has ended there where the system counts that.
   */
  source: 'process' | 'descendants' | 'cgroup' | 'job';
  /**
   * Processes that were added up; 0 when all of a job has ended.
   */
  process_count: number;
  /**
   * Of the process itself, as in process-info; unknown when it is gone while its job lives.
   */
  state: 'running' | 'sleeping' | 'disk_sleep' | 'stopped' | 'zombie' | 'unknown';
  /**
   * Seconds since the process started. null when it could not be read.
   */
  elapsed_seconds: number | null;
  /**
   * Processor time in user mode so far, in milliseconds. null when it could not be read.
   */
  cpu_user_ms: number | null;
  /**
   * Processor time in the kernel so far, in milliseconds. null when it could not be read.
   */
  cpu_system_ms: number | null;
  /**
   * Percent of one processor since the sample before. Only there in samples of watchProcess; null in the first of them, and when it could not be told.
   */
  cpu_percent?: number | null;
  /**
   * Resident memory in KiB (1024 bytes); of several processes the sum, shared pages counted for each, but for a cgroup that counts its memory itself. null when it could not be read.
   */
  memory_kb: number | null;
  /**
   * Proportional memory in KiB: shared pages are divided among those that share them. Only there with include_pss; null when it could not be read, and where the system has no such measure (Windows, macOS).
   */
  pss_kb?: number | null;
  /**
   * Bytes read so far: on Linux and macOS from storage, on Windows by all means. Not there with include_io false. null when it may not be read.
   */
  io_read_bytes?: number | null;
  /**
   * Bytes written so far, likewise.
   */
  io_written_bytes?: number | null;
  /**
   * Number of threads. null when it could not be read.
   */
  thread_count: number | null;
  /**
   * How often its threads gave the processor up by waiting. Threads that have ended are not counted. Only there with include_switches; null when it could not be read.
   */
  voluntary_switches?: number | null;
  /**
   * How often the processor was taken from its threads. On Windows, which does not tell the two apart, null here and all of them in voluntary_switches.
   */
  involuntary_switches?: number | null;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * Which records of jobs were removed, or would be.
 */
export interface PruneJobsResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:prune-jobs-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * true when nothing was removed.
   */
  dry_run: boolean;
  /**
   * The jobs whose records and logs were removed, or would be, as they were last.
   */
  removed: Job[];
  /**
   * Jobs that could not be removed.
   */
  failed: {
    /**
     * Id of the job.
     */
    id: string;
    /**
     * Why not.
     */
    error: ErrorRecord;
  }[];
}

/**
 * How to run a command to its end, or to the end of its time.
 */
export interface RunWithTimeoutConfig {
  /**
   * The command and its arguments. The first item is looked up in PATH unless it has a slash. No shell is involved.
   */
  argv: SpawnInGroupConfig['argv'];
  /**
   * What the program sees as its own name instead of the first item of argv.
   */
  argv0?: SpawnInGroupConfig['argv0'];
  /**
   * Working directory of the program. Absent: the parent's.
   */
  cwd?: SpawnInGroupConfig['cwd'];
  /**
   * Changes to the environment: a text sets a variable, null removes it.
   */
  env?: SpawnInGroupConfig['env'];
  /**
   * true: start from an empty environment, not the parent's. Absent: false.
   */
  clear_env?: SpawnInGroupConfig['clear_env'];
  /**
   * Milliseconds the program may run before its tree is ended. null: as long as it likes.
   */
  timeout_ms: number | null;
  /**
   * Text to write to the standard input, as UTF-8, which ends after it. Not together with stdin.
   */
  input?: string;
  /**
   * What the program reads from when input is absent: nothing, the parent's own, a file or a descriptor of the parent. Absent: ignore.
   */
  stdin?:
    | ('ignore' | 'inherit')
    | {
        /**
         * Path of the file, relative to the parent's working directory unless absolute. It must exist.
         */
        file: string;
      }
    | {
        /**
         * Number of an open descriptor of the parent; the child gets a duplicate as its standard input, the parent keeps its own.
         */
        fd: number;
      };
  /**
   * Where the standard output goes. Absent: pipe, which is captured.
   */
  stdout?: SpawnInGroupConfig['stdout'];
  /**
   * Where the standard error goes. Absent: pipe, which is captured.
   */
  stderr?: SpawnInGroupConfig['stderr'];
  /**
   * How many bytes of each captured stream are kept: the last ones. All of it is read in any case. Absent: 1048576.
   */
  max_output_bytes?: number;
  /**
   * What becomes of processes that the program leaves behind when it ends by itself. true: they live on. false or absent: they are ended.
   */
  leave_rest?: boolean;
  /**
   * The signal to ask with when the tree is to end. Absent: SIGTERM.
   */
  signal?: TerminateTreeConfig['signal'];
  /**
   * Milliseconds between asking and forcing; less when the tree is empty before. Absent: 10000.
   */
  grace_timeout_ms?: TerminateTreeConfig['grace_timeout_ms'];
  /**
   * The signal to force with. Absent: SIGKILL.
   */
  kill_signal?: TerminateTreeConfig['kill_signal'];
  /**
   * Milliseconds to wait for the tree to be empty after forcing. Absent: 2000.
   */
  kill_timeout_ms?: TerminateTreeConfig['kill_timeout_ms'];
  /**
   * As in spawn-in-group-config.
   */
  state_dir?: SpawnInGroupConfig['state_dir'];
  /**
   * As in spawn-in-group-config.
   */
  containment?: SpawnInGroupConfig['containment'];
  /**
   * As in spawn-in-group-config.
   */
  new_session?: SpawnInGroupConfig['new_session'];
  /**
   * As in spawn-in-group-config.
   */
  uid?: SpawnInGroupConfig['uid'];
  /**
   * As in spawn-in-group-config.
   */
  gid?: SpawnInGroupConfig['gid'];
  /**
   * As in spawn-in-group-config.
   */
  groups?: SpawnInGroupConfig['groups'];
  /**
   * As in spawn-in-group-config.
   */
  umask?: SpawnInGroupConfig['umask'];
  /**
   * As in spawn-in-group-config.
   */
  nice?: SpawnInGroupConfig['nice'];
  /**
   * As in spawn-in-group-config.
   */
  limits?: SpawnInGroupConfig['limits'];
  /**
   * As in spawn-in-group-config.
   */
  limits_required?: SpawnInGroupConfig['limits_required'];
  /**
   * As in spawn-in-group-config.
   */
  on_parent_exit?: SpawnInGroupConfig['on_parent_exit'];
}

/**
 * How a command came out that was run with a time-out. A time-out, a signal and an exit code other than 0 are all results.
 */
export interface RunWithTimeoutResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:run-with-timeout-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id that the program had.
   */
  pid: number;
  /**
   * Process group the program was started in; on Windows the pid, which names its console group.
   */
  pgid: number;
  /**
   * Identity of the program. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots.
   */
  identity: string;
  /**
   * Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not an identity. null when it could not be read.
   */
  start_time_unix_ms: number | null;
  /**
   * Exit code of the program: 0 to 255 on Unix, 32 bits without sign on Windows. null when it was ended by a signal, has not ended, or nothing tells how it ended; never a made-up 0.
   */
  exit_code: number | null;
  /**
   * Name of the signal that ended the program. null when none did or none is known, and on Windows.
   */
  signal: string | null;
  /**
   * Where exit_code and signal come from. child: reeve was the parent and reaped it. keeper: the job's keeper reaped it and said so, or wrote it down. kernel: the system told an observer. procfs: read from the zombie. unknown: it ended, but nothing tells how. none: it has not ended.
   */
  exit_code_source: 'child' | 'keeper' | 'kernel' | 'procfs' | 'unknown' | 'none';
  /**
   * true when the time was over before the program had ended, so that its tree was ended.
   */
  timed_out: boolean;
  /**
   * true when the caller called the run off before the program had ended, so that its tree was ended.
   */
  aborted: boolean;
  /**
   * Milliseconds from the start of the program to its end; to the end of its tree when that was ended because of a time-out or an abort.
   */
  duration_ms: number;
  /**
   * The last of what was written to stdout, as text: what is not UTF-8 is replaced by U+FFFD. null when it was not captured.
   */
  stdout: string | null;
  /**
   * How many bytes were read from stdout, kept or not. null when it was not captured.
   */
  stdout_bytes: number | null;
  /**
   * true when more bytes were read than kept, so that the beginning is missing. null when it was not captured.
   */
  stdout_truncated: boolean | null;
  /**
   * true when stdout was read to its end. false when it was closed before, because somebody still held it open when the tree was gone or left. null when it was not captured.
   */
  stdout_ended: boolean | null;
  /**
   * The last of what was written to stderr, as text: what is not UTF-8 is replaced by U+FFFD. null when it was not captured.
   */
  stderr: string | null;
  /**
   * How many bytes were read from stderr, kept or not. null when it was not captured.
   */
  stderr_bytes: number | null;
  /**
   * true when more bytes were read than kept, so that the beginning is missing. null when it was not captured.
   */
  stderr_truncated: boolean | null;
  /**
   * true when stderr was read to its end. false when it was closed before, because somebody still held it open when the tree was gone or left. null when it was not captured.
   */
  stderr_ended: boolean | null;
  /**
   * Name of the signal the tree, or what the program left of it, was asked to end with. null when none was sent.
   */
  signal_sent: string | null;
  /**
   * Name of the signal the tree was forced with. null when not escalated.
   */
  kill_signal: string | null;
  /**
   * true when the grace time ran out for any member and the kill signal was sent.
   */
  escalated: boolean;
  /**
   * How many processes were sent a signal, each counted once. Where the system signals a whole tree at once it is the number found just before, not promised to be exact.
   */
  signaled_count: number;
  /**
   * true when nothing of the tree was left at the last look; how sure that is, tree_kill_reliability says.
   */
  tree_exited: boolean;
  /**
   * Members of the tree known to be alive at the last look: those that could not be ended, or with leave_rest those that were left.
   */
  survivors: TerminateTreeResult['survivors'];
  /**
   * guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and group.
   */
  tree_kill_reliability: 'guaranteed' | 'best_effort';
  /**
   * What held the tree together.
   */
  containment: Containment;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. With source unknown it says why nothing is known. The wording is not promised.
   */
  warnings: string[];
}

/**
 * The process group and session of the calling program.
 */
export interface SelfGroup {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:self-group';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of this program.
   */
  pid: number;
  /**
   * Identity of this program. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
   */
  identity: string | null;
  /**
   * Process group this program is in. null on Windows. 0 where it is one of another pid namespace.
   */
  pgid: number | null;
  /**
   * Session this program is in. null on Windows. 0 where it is one of another pid namespace.
   */
  sid: number | null;
  /**
   * true when the group is its own, so that signalling the group signals nothing above it.
   */
  is_group_leader: boolean;
  /**
   * true when the session is its own.
   */
  is_session_leader: boolean;
}

/**
 * Who of a durable job was sent one signal. What came of it is not waited for.
 */
export interface SignalJobResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:signal-job-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Id of the job.
   */
  id: string;
  /**
   * Who was meant. first: the job's first process alone. all: every process of the job that was there.
   */
  to: 'first' | 'all';
  /**
   * Name of the signal.
   */
  signal_sent: string;
  /**
   * Those that the signal was sent to, each once.
   */
  succeeded: SignalManyResult['succeeded'];
  /**
   * Those of the job that it could not be sent to. Who ended in the meantime is not among them.
   */
  failed: SignalManyResult['failed'];
  /**
   * Those of the job that are never signalled: the calling process and its ancestors.
   */
  skipped_safety: SignalManyResult['skipped_safety'];
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * What became of each of many targets of one signal.
 */
export interface SignalManyResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:signal-many-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Name of the signal.
   */
  signal_sent: string;
  /**
   * Those that the signal was sent to, each once.
   *
   * Items: One process that was signalled.
   */
  succeeded: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
     */
    identity: string | null;
  }[];
  /**
   * Those that it could not be sent to.
   *
   * Items: One process that was not signalled.
   */
  failed: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when only its pid was given.
     */
    identity: string | null;
    /**
     * Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The thing to decide by.
     */
    code: string;
    /**
     * A sentence for people. The wording is not promised.
     */
    message: string;
  }[];
  /**
   * Those that are never signalled: the first process, this one and its ancestors.
   *
   * Items: One process that was left alone.
   */
  skipped_safety: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when only its pid was given.
     */
    identity: string | null;
    /**
     * Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The thing to decide by.
     */
    code: string;
    /**
     * A sentence for people. The wording is not promised.
     */
    message: string;
  }[];
}

/**
 * One signal that was sent. A signal that could not be sent is an error.
 */
export interface SignalResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:signal-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * What was signalled.
   */
  target: 'process' | 'group';
  /**
   * Process id; of a group its number, which is its first leader's pid.
   */
  pid: number;
  /**
   * Identity of the process, or of the group's leader. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null for a group that was named by its number, and when it could not be made.
   */
  identity: string | null;
  /**
   * Name of the signal.
   */
  signal_sent: string;
}

/**
 * How to start a command as the head of a tree of its own.
 */
export interface SpawnInGroupConfig {
  /**
   * The command and its arguments. The first item is looked up in PATH unless it has a slash. No shell is involved.
   *
   * @minItems 1
   */
  argv: string[];
  /**
   * Working directory of the child. Absent: the parent's.
   */
  cwd?: string;
  /**
   * Changes to the environment: a text sets a variable, null removes it. The rest comes from the parent, unless clear_env is true.
   */
  env?: {
    [k: string]: string | null;
  };
  /**
   * true: start from an empty environment, not the parent's. Absent: false.
   */
  clear_env?: boolean;
  /**
   * What the child reads from: nothing, the parent's own, a pipe, a file or a descriptor of the parent.
   */
  stdin?:
    | ('ignore' | 'inherit' | 'pipe')
    | {
        /**
         * Path of the file, relative to the parent's working directory unless absolute. It must exist.
         */
        file: string;
      }
    | {
        /**
         * Number of an open descriptor of the parent; the child gets a duplicate as its standard input, the parent keeps its own.
         */
        fd: number;
      };
  /**
   * Where the child's standard output goes: nowhere, to the parent's own, to a pipe, to a file or to a descriptor of the parent.
   */
  stdout?:
    | ('ignore' | 'inherit' | 'pipe')
    | {
        /**
         * Path of the file, relative to the parent's working directory unless absolute. It is created when missing.
         */
        file: string;
        /**
         * true: write at the end. false or absent: empty the file first.
         */
        append?: boolean;
        /**
         * Bounds for the files that the output goes to, which the job's keeper writes. Absent: one file without bounds.
         */
        rotate?: {
          /**
           * The file ends with the line that fills it, at most 64 KiB beyond, and a new one of the same name begins; FILE.1 came before FILE, FILE.2 before that.
           */
          max_bytes: number;
          /**
           * A new file begins with the first line after the one that is written has been written for so long too. Absent: its size alone counts.
           */
          max_age_ms?: number;
          /**
           * How many files before the one that is written are kept. Absent: 1.
           */
          keep?: number;
        };
        /**
         * true: the keeper writes the time in front of each line. Absent: false.
         */
        timestamps?: boolean;
      }
    | {
        /**
         * Number of an open descriptor of the parent; the child gets a duplicate as its standard output, the parent keeps its own.
         */
        fd: number;
      };
  /**
   * Where the child's standard error goes: nowhere, to the parent's own, to a pipe, to a file or to a descriptor of the parent.
   */
  stderr?:
    | ('ignore' | 'inherit' | 'pipe')
    | {
        /**
         * Path of the file, relative to the parent's working directory unless absolute. It is created when missing.
         */
        file: string;
        /**
         * true: write at the end. false or absent: empty the file first.
         */
        append?: boolean;
        /**
         * Bounds for the files that the output goes to, which the job's keeper writes. Absent: one file without bounds.
         */
        rotate?: {
          /**
           * The file ends with the line that fills it, at most 64 KiB beyond, and a new one of the same name begins; FILE.1 came before FILE, FILE.2 before that.
           */
          max_bytes: number;
          /**
           * A new file begins with the first line after the one that is written has been written for so long too. Absent: its size alone counts.
           */
          max_age_ms?: number;
          /**
           * How many files before the one that is written are kept. Absent: 1.
           */
          keep?: number;
        };
        /**
         * true: the keeper writes the time in front of each line. Absent: false.
         */
        timestamps?: boolean;
      }
    | {
        /**
         * Number of an open descriptor of the parent; the child gets a duplicate as its standard error, the parent keeps its own.
         */
        fd: number;
      };
  /**
   * What is to hold the tree together. auto: the strongest kind that works here. cgroup, job, keeper, group: that kind or an error; on Windows keeper is a job object with a keeper, and the result's kind is job. Absent: auto.
   */
  containment?: 'auto' | 'cgroup' | 'job' | 'keeper' | 'group';
  /**
   * true: the child leads a session of its own, without a controlling terminal. Absent: false.
   */
  new_session?: boolean;
  /**
   * What the child sees as its own name instead of the first item of argv.
   */
  argv0?: string;
  /**
   * User id to run as; needs the privilege to change it. Absent: the parent's. Not on Windows.
   */
  uid?: number;
  /**
   * Group id to run as; needs the privilege to change it. Absent: the parent's. Not on Windows.
   */
  gid?: number;
  /**
   * Supplementary group ids, in place of the parent's; an empty array drops them all. Not on Windows.
   */
  groups?: number[];
  /**
   * File mode creation mask, as a number (18 is octal 022). Absent: the parent's. Not on Windows.
   */
  umask?: number;
  /**
   * Scheduling priority to set, from -20 (most favoured) to 19; below the parent's needs a privilege. Absent: the parent's.
   */
  nice?: number;
  /**
   * What all processes of the job together may use. Kept by the kernel through the job's cgroup or job object, so not for containment group.
   */
  limits?: {
    /**
     * Bytes of memory. Linux: what goes beyond is reclaimed or ends in the kernel killing processes of the job. Windows: allocations beyond fail.
     */
    memory_max?: number;
    /**
     * Bytes of swap, counted beside memory_max; 0: none of the job's memory goes to swap. Linux only.
     */
    memory_swap_max?: number;
    /**
     * Processes at a time; on Linux each of their threads counts. Linux: a fork beyond fails. Windows: the process beyond is ended at its start.
     */
    pids_max?: number;
    /**
     * CPUs: 0.5 is half the time of one, 2 is all the time of two.
     */
    cpu_max?: number;
    /**
     * Share of a disk that others want too; everybody has 100 unless told otherwise. Acts where the disk's scheduler goes by weights (io.cost or BFQ). Linux only.
     */
    io_weight?: number;
  };
  /**
   * false: start without those limits that can't be kept, and say so in warnings. Absent: true, then that is an error.
   */
  limits_required?: boolean;
  /**
   * An existing, empty folder, for this job alone, in which a keeper holds the job's lock for as long as the job lives, its record, and how it ended. A relative path is taken from the parent's working directory. Absent: nothing is written down.
   */
  state_dir?: string;
  /**
   * What happens to the child when the parent ends in any way. leave: it lives on. kill: it is ended. Absent: leave, on Windows kill.
   */
  on_parent_exit?: 'leave' | 'kill';
}

/**
 * A command that was started. That this record exists means that the command was executed; one that could not be is an error.
 */
export interface SpawnInGroupResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:spawn-in-group-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of the child.
   */
  pid: number;
  /**
   * Process group the child was started in; on Windows the pid, which names its console group.
   */
  pgid: number;
  /**
   * Identity of the child. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots.
   */
  identity: string;
  /**
   * Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not an identity. null when it could not be read.
   */
  start_time_unix_ms: number | null;
  /**
   * guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and group.
   */
  tree_kill_reliability: 'guaranteed' | 'best_effort';
  /**
   * What holds the tree together.
   */
  containment: Containment;
  /**
   * What will happen to the child when the parent ends. leave: it lives on. kill: it is ended.
   */
  on_parent_exit: 'leave' | 'kill';
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * How to end a process and all that descends from it.
 */
export interface TerminateTreeConfig {
  /**
   * The signal to ask with. Absent: SIGTERM.
   */
  signal?: string | number;
  /**
   * The signal to force with once the grace time is over. Absent: SIGKILL.
   */
  kill_signal?: string | number;
  /**
   * Milliseconds between asking and forcing; 0 forces right after asking. The call ends earlier, the moment the tree is empty. Absent: 10000.
   */
  grace_timeout_ms?: number;
  /**
   * Milliseconds to wait for the tree to be empty after forcing. Absent: 2000.
   */
  kill_timeout_ms?: number;
  /**
   * true: find and report the tree, send nothing. Absent: false.
   */
  dry_run?: boolean;
}

/**
 * How the end of a tree came out. A tree that was already gone is a success.
 */
export interface TerminateTreeResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:terminate-tree-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id of the tree's leader.
   */
  pid: number;
  /**
   * Process group of the leader. null when it has none of its own or it is not known, and on Windows.
   */
  pgid: number | null;
  /**
   * Identity of the leader. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it is not known.
   */
  identity: string | null;
  /**
   * Name of the signal the tree was asked with. null when none was sent: a dry run, or a tree already gone.
   */
  signal_sent: string | null;
  /**
   * Name of the signal the tree was forced with. null when not escalated.
   */
  kill_signal: string | null;
  /**
   * true when the grace time ran out for any member and the kill signal was sent.
   */
  escalated: boolean;
  /**
   * true when the whole tree is gone, not only its leader; how sure that is, tree_kill_reliability says.
   */
  exited: boolean;
  /**
   * true when something was still alive after the kill timeout.
   */
  timed_out: boolean;
  /**
   * true when nothing was sent because the caller asked for a dry run.
   */
  dry_run: boolean;
  /**
   * guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and group.
   */
  tree_kill_reliability: 'guaranteed' | 'best_effort';
  /**
   * What held the tree together.
   */
  containment: Containment;
  /**
   * Members of the tree known to be alive when the call returned; in a dry run, those that would have been signalled.
   *
   * Items: One process that is still alive.
   */
  survivors: {
    /**
     * Process id.
     */
    pid: number;
    /**
     * Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it could not be made.
     */
    identity: string | null;
    /**
     * The kernel's name for the process. null when it could not be read.
     */
    name: string | null;
  }[];
  /**
   * How many processes were sent a signal, each counted once; 0 in a dry run. Where the system signals a whole tree at once it is the number found just before, not promised to be exact.
   */
  signaled_count: number;
  /**
   * Exit code of the leader. null when it was ended by a signal, has not ended, or nothing tells how it ended; never a made-up 0.
   */
  exit_code: number | null;
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * Somebody listens at the port: whoever it was to be.
 */
export interface WaitForPortResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:wait-for-port-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * The one that was waited for.
   */
  protocol: 'tcp' | 'udp';
  /**
   * The one that was waited for.
   */
  local_port: number;
  /**
   * Those that were waited for: of the process or its tree alone, where one was named.
   *
   * @minItems 1
   */
  bindings: PortBinding[];
  /**
   * How long it took, in milliseconds of the monotonic clock.
   */
  waited_ms: number;
  /**
   * Sentences for people; empty when there is nothing to say. The wording is not promised.
   */
  warnings: string[];
}

/**
 * How a wait for the end of one process came out.
 */
export interface WaitPidResult {
  /**
   * Names the schema this record is valid against.
   */
  schema_id: 'urn:reeve:schema:v1:wait-pid-result';
  /**
   * When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in order.
   */
  timestamp: string;
  /**
   * The operating system the record was made on, by Node's names.
   */
  platform: 'linux' | 'darwin' | 'win32';
  /**
   * Process id that was waited for.
   */
  pid: number;
  /**
   * Identity of the process that was waited for. Opaque text to be compared by equality only, never taken apart; equal means the same process, also across restarts and reboots. null when it is not known.
   */
  identity: string | null;
  /**
   * true when the process has ended. It says nothing about the process's descendants.
   */
  exited: boolean;
  /**
   * true when the time allowed ran out first.
   */
  timed_out: boolean;
  /**
   * Exit code: 0 to 255 on Unix, 32 bits without sign on Windows. null when the process was ended by a signal, has not ended, or nothing tells how it ended; never a made-up 0.
   */
  exit_code: number | null;
  /**
   * Name of the signal that ended the process. null when none did or none is known, and on Windows.
   */
  signal: string | null;
  /**
   * Where exit_code and signal come from. child: reeve was the parent and reaped it. keeper: the job's keeper reaped it and said so, or wrote it down. kernel: the system told an observer. procfs: read from the zombie. unknown: it ended, but nothing tells how. none: it has not ended.
   */
  exit_code_source: 'child' | 'keeper' | 'kernel' | 'procfs' | 'unknown' | 'none';
  /**
   * Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. With source unknown it says why nothing is known. The wording is not promised.
   */
  warnings: string[];
}
