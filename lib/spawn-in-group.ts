import type { Readable, Writable } from 'node:stream';
import { isMainThread } from 'node:worker_threads';
import { between, type Check, checkObject, flag, listOf, oneOf, text, whole } from './arguments.js';
import { disposeJob } from './dispose-job.js';
import { invalidArgument, wrongType } from './errors.js';
import type { SpawnInGroupConfig, SpawnInGroupResult } from './generated/types.js';
import { native } from './native/load.js';
import { readingEnd, writingEnd } from './pipe-ends.js';

/** The record of a started job, and its pipes as Node streams, which JSON does not show. */
export type SpawnedInGroup = SpawnInGroupResult & {
  /** Where `stdin: "pipe"` was asked for, else null. */
  readonly stdin: Writable | null;
  /** Where `stdout: "pipe"` was asked for, else null. Unread output holds the job up once the pipe is full. */
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /**
   * For `await using`: ends the job's tree as `terminateTree` does by default, then closes the pipes. A job that is gone
   * already is no fault; one of which something survives is the error `ERR_SURVIVORS`. Only where the runtime has
   * `Symbol.asyncDispose` (Node 20.5).
   */
  [Symbol.asyncDispose](): Promise<void>;
};

const leastLog = 4096;
const mostKept = 1000;
const leastAge = 1000;
const mostAge = 10 * 366 * 86_400_000;
const mostId = 2 ** 32 - 2;
const mostDescriptor = 2 ** 31 - 1;
const id = whole(0, mostId);

/** The same checks, whose sentences name the key together with the object it is in. */
function inside(name: string, checks: Readonly<Record<string, Check>>): Record<string, Check> {
  const named = Object.entries(checks).map(([key, check]): [string, Check] => [
    key,
    (value) => check(value, `${name}.${key}`),
  ]);
  return Object.fromEntries(named);
}

const rotation: Check = (value, name) => {
  checkObject(
    value,
    name,
    inside(name, {
      max_bytes: whole(leastLog, Number.MAX_SAFE_INTEGER),
      max_age_ms: whole(leastAge, mostAge),
      keep: whole(1, mostKept),
    }),
  );
  if (!('max_bytes' in (value as object))) throw wrongType(`${name} needs max_bytes, a number`);
};

const outputFile = { file: text, append: flag, rotate: rotation, timestamps: flag };

function stream(output: boolean): Check {
  return (value, name) => {
    if (typeof value === 'string') return oneOf('ignore', 'inherit', 'pipe')(value, name);
    if (typeof value === 'object' && value !== null && 'fd' in value) {
      return checkObject(value, name, inside(name, { fd: whole(0, mostDescriptor) }));
    }
    checkObject(value, name, inside(name, output ? outputFile : { file: text }));
    if (!('file' in (value as object))) throw wrongType(`${name} needs a file or an fd`);
  };
}

const filled: Check = (value, name) => {
  text(value, name);
  if (value === '') throw invalidArgument(`${name} must not be empty`);
};

const variables: Check = (value, name) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(`${name} must be an object of strings`);
  }
  for (const [key, item] of Object.entries(value)) {
    if (item !== null && typeof item !== 'string') throw wrongType(`${name}.${key} must be a string or null`);
  }
};

const leastMemory = 2 ** 20;
const mostPids = 2 ** 22;
const mostCpus = 4096;
const mostWeight = 10_000;

const limits: Check = (value, name) => {
  checkObject(
    value,
    name,
    inside(name, {
      memory_max: whole(leastMemory, Number.MAX_SAFE_INTEGER),
      memory_swap_max: whole(0, Number.MAX_SAFE_INTEGER),
      pids_max: whole(1, mostPids),
      cpu_max: between(0.01, mostCpus),
      io_weight: whole(1, mostWeight),
    }),
  );
};

export const spawnChecks: Readonly<Record<keyof SpawnInGroupConfig, Check>> = {
  argv: listOf(text),
  argv0: text,
  cwd: text,
  env: variables,
  clear_env: flag,
  stdin: stream(false),
  stdout: stream(true),
  stderr: stream(true),
  containment: oneOf('auto', 'cgroup', 'job', 'keeper', 'group'),
  new_session: flag,
  uid: id,
  gid: id,
  groups: listOf(id),
  umask: whole(0, 0o777),
  nice: whole(-20, 19),
  limits,
  limits_required: flag,
  state_dir: filled,
  on_parent_exit: oneOf('leave', 'kill'),
};

/**
 * Starts a program as a job: in a process group of its own (`new_session`: a session), inside the strongest containment
 * this machine has (`containment: "auto"`), with default signal dispositions, an empty mask and no descriptor but the
 * three asked for. Default streams: stdin `ignore`, stdout and stderr `inherit`.
 *
 * Synchronous: returns once the new program runs, in a time that does not grow with this program's memory. A program
 * that can't be executed is an error here (`ENOENT`, `EACCES`, `E2BIG`, a bad cwd, ...), and leaves nothing behind. There
 * is no shell: a script needs a #! line. On Linux the job outlives this program unless `on_parent_exit: "kill"` is asked
 * for; then a keeper ends all of it within milliseconds of this program's end, however that comes (macOS:
 * `ERR_UNSUPPORTED`). On Windows it ends with this program unless `"leave"` is asked for. When the job's first process
 * ends it is reaped, whether or not anybody waits.
 */
export function spawnInGroup(config: SpawnInGroupConfig): SpawnedInGroup {
  checkObject(config, 'config', spawnChecks);
  if (config.argv === undefined) throw wrongType('config needs argv, an array of strings');
  if (config.argv.length === 0) throw invalidArgument('argv is empty: its first item is the command');
  const spawned = native.spawnInGroup({
    ...config,
    ...(isMainThread ? {} : { base_env: environment() }),
  });
  const [stdin, stdout, stderr] = spawned.ends;
  const hidden = { enumerable: false, writable: false, configurable: false };
  return Object.defineProperties(spawned.result, {
    stdin: { ...hidden, value: writingEnd(stdin) },
    stdout: { ...hidden, value: readingEnd(stdout) },
    stderr: { ...hidden, value: readingEnd(stderr) },
    ...(Symbol.asyncDispose && { [Symbol.asyncDispose]: { ...hidden, value: disposeJob } }),
  }) as SpawnedInGroup;
}

// A worker's process.env is a copy that only JavaScript sees.
function environment(): string[] {
  return Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
}
