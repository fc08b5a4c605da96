import { abortSignal, checkObject } from './arguments.js';
import { CapturedOutput, textOf } from './captured-output.js';
import { feed } from './feed-input.js';
import type { RunWithTimeoutResult } from './generated/types.js';
import { closePipes } from './pipe-ends.js';
import { endRun } from './run-end.js';
import { planRun, type RunWithTimeoutConfig } from './run-plan.js';
import { type SpawnedInGroup, spawnInGroup } from './spawn-in-group.js';

export interface RunWithTimeoutOptions {
  /**
   * Calls the run off. Aborted before the start: nothing is started, and the promise is rejected with the signal's
   * reason. During the run: the tree is ended as at a time-out, and the result says `aborted`. After the program's end:
   * nothing.
   */
  signal?: AbortSignal;
}

/** The record of a run, and what was captured as bytes, which JSON does not show. */
export type RanWithTimeout = RunWithTimeoutResult & {
  /** The bytes that `stdout` was made from; null when it was not captured. */
  readonly stdout_buffer: Buffer | null;
  /** The bytes that `stderr` was made from; null when it was not captured. */
  readonly stderr_buffer: Buffer | null;
};

interface Captured {
  buffer: Buffer | null;
  text: string | null;
  bytes: number | null;
  truncated: boolean | null;
  ended: boolean | null;
  warnings: string[];
}

function capturedOf(name: string, output: CapturedOutput | null): Captured {
  if (output === null) return { buffer: null, text: null, bytes: null, truncated: null, ended: null, warnings: [] };
  const { total, truncated, ended, error } = output;
  const buffer = output.bytes();
  const why = error === null ? 'a process still had it open' : error.message;
  const warnings = ended ? [] : [`${name} was closed before its end: ${why}`];
  return { buffer, text: textOf(buffer, truncated), bytes: total, truncated, ended, warnings };
}

/**
 * Runs a program to its end, or to the end of its time, and gives its exit code and what it wrote. The program is a job of
 * `spawnInGroup` and takes the same configuration; `timeout_ms` has to be given, null for none.
 *
 * When the time is over, the whole tree is ended as by `terminateTree`: asked with `signal`, killed after
 * `grace_timeout_ms`. When the program ends by itself, what it left running in the job is ended the same way, unless
 * `leave_rest`. So the promise is settled `timeout_ms`, `grace_timeout_ms`, `kill_timeout_ms` and some tenths of a second
 * after the start at the latest, also when a process that escaped holds the output open, and no grace is spent on a tree
 * that is gone.
 *
 * `stdout` and `stderr` are captured unless told otherwise: all of it is read, and the last `max_output_bytes` (1 MiB) of
 * each are kept. The event loop is never held.
 *
 * A time-out, an exit code other than 0, a signal and survivors are data in the result. Rejects where nothing could be
 * started, with the errors of `spawnInGroup`, `ERR_INVALID_ARG` or the AbortSignal's reason; and with the errors of
 * `terminateTree` where a tree whose time is over could not be ended. Where this program itself ends during the run, the
 * job does what `on_parent_exit` says.
 */
export async function runWithTimeout(
  config: RunWithTimeoutConfig,
  options: RunWithTimeoutOptions = {},
): Promise<RanWithTimeout> {
  const plan = planRun(config);
  checkObject(options, 'options', { signal: abortSignal });
  options.signal?.throwIfAborted();
  const began = performance.now();
  const job = spawnInGroup(plan.spawn);
  const stdout = job.stdout && new CapturedOutput(job.stdout, plan.max_output_bytes);
  const stderr = job.stderr && new CapturedOutput(job.stderr, plan.max_output_bytes);
  if (job.stdin && plan.input !== undefined) feed(job.stdin, plan.input);
  const end = await endRun(job, plan, options.signal, began).finally(() =>
    closePipes(job.stdin, job.stdout, job.stderr),
  );
  return resultOf(job, end, capturedOf('stdout', stdout), capturedOf('stderr', stderr));
}

function resultOf(
  job: SpawnedInGroup,
  end: Awaited<ReturnType<typeof endRun>>,
  stdout: Captured,
  stderr: Captured,
): RanWithTimeout {
  const result: RunWithTimeoutResult = {
    schema_id: 'urn:reeve:schema:v1:run-with-timeout-result',
    timestamp: new Date().toISOString(),
    platform: job.platform,
    pid: job.pid,
    pgid: job.pgid,
    identity: job.identity,
    start_time_unix_ms: job.start_time_unix_ms,
    containment: job.containment,
    ...end,
    stdout: stdout.text,
    stdout_bytes: stdout.bytes,
    stdout_truncated: stdout.truncated,
    stdout_ended: stdout.ended,
    stderr: stderr.text,
    stderr_bytes: stderr.bytes,
    stderr_truncated: stderr.truncated,
    stderr_ended: stderr.ended,
    warnings: [...job.warnings, ...end.warnings, ...stdout.warnings, ...stderr.warnings],
  };
  const hidden = { enumerable: false, writable: false, configurable: false };
  return Object.defineProperties(result, {
    stdout_buffer: { ...hidden, value: stdout.buffer },
    stderr_buffer: { ...hidden, value: stderr.buffer },
  }) as RanWithTimeout;
}
