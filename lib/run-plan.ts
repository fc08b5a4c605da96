import { type Check, checkObject, flag, whole } from './arguments.js';
import { invalidArgument, wrongType } from './errors.js';
import type { RunWithTimeoutConfig as JsonConfig, SpawnInGroupConfig, TerminateTreeConfig } from './generated/types.js';
import { spawnChecks } from './spawn-in-group.js';
import { refuseUnusable, terminateChecks } from './terminate-tree.js';

/** What to run and for how long. `run-with-timeout-config.schema.json` has the same as JSON, without bytes as `input`. */
export type RunWithTimeoutConfig = Omit<JsonConfig, 'input'> & {
  /**
   * What the program reads from its standard input, which ends after it. A text goes as UTF-8; bytes are not copied, so
   * leave them alone until the run is over. Not together with `stdin`.
   */
  input?: string | Uint8Array;
};

/** The configuration, checked and taken apart, so that nobody can change it during the run. */
export interface RunPlan {
  spawn: SpawnInGroupConfig;
  input: string | Uint8Array | undefined;
  /** undefined: no time-out. */
  timeout_ms: number | undefined;
  max_output_bytes: number;
  leave_rest: boolean;
  ending: TerminateTreeConfig;
}

const mostMillis = 2 ** 31 - 1;
const mostOutput = 2 ** 28;
const defaultOutput = 2 ** 20;

const timeLimit: Check = (value, name) => {
  if (value === null) return;
  if (value === 0 || value === Number.POSITIVE_INFINITY) {
    throw invalidArgument(`${name} must be from 1 to ${mostMillis}, not ${value}; null is for no time-out`);
  }
  whole(1, mostMillis)(value, name);
};

const bytesOrText: Check = (value, name) => {
  if (typeof value === 'string' || value instanceof Uint8Array) return;
  throw wrongType(`${name} must be a string, a Buffer or another Uint8Array`);
};

const stdin: Check = (value, name) => {
  if (value === 'pipe') throw invalidArgument(`${name} 'pipe' would have nobody who writes to it: give input`);
  spawnChecks.stdin(value, name);
};

const signal: Check = (value, name) => {
  if (!(value instanceof AbortSignal)) return terminateChecks.signal(value, name);
  throw wrongType(`${name} is the signal to end with; an AbortSignal goes into the second argument, as { signal }`);
};

export const runChecks: Readonly<Record<keyof JsonConfig, Check>> = {
  ...spawnChecks,
  timeout_ms: timeLimit,
  input: bytesOrText,
  stdin,
  max_output_bytes: whole(0, mostOutput),
  leave_rest: flag,
  signal,
  grace_timeout_ms: terminateChecks.grace_timeout_ms,
  kill_signal: terminateChecks.kill_signal,
  kill_timeout_ms: terminateChecks.kill_timeout_ms,
};

/** Throws where anything of it can't be used: what the end of the run needs too, as it would be late to find out then. */
export function planRun(config: RunWithTimeoutConfig): RunPlan {
  checkObject(config, 'config', runChecks);
  const { timeout_ms, input, max_output_bytes, leave_rest, ...others } = config;
  const { signal, grace_timeout_ms, kill_signal, kill_timeout_ms, ...spawn } = others;
  if (timeout_ms === undefined) throw wrongType('config needs timeout_ms: milliseconds, or null for no time-out');
  if (input !== undefined && spawn.stdin !== undefined) {
    throw invalidArgument('input and stdin can not be given together');
  }
  const ending = { signal, grace_timeout_ms, kill_signal, kill_timeout_ms };
  refuseUnusable(ending);
  return {
    spawn: {
      ...spawn,
      stdin: input === undefined ? spawn.stdin : 'pipe',
      stdout: spawn.stdout ?? 'pipe',
      stderr: spawn.stderr ?? 'pipe',
    },
    input,
    timeout_ms: timeout_ms ?? undefined,
    max_output_bytes: max_output_bytes ?? defaultOutput,
    leave_rest: leave_rest ?? false,
    ending,
  };
}
