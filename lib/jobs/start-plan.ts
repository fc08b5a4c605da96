import { isAbsolute, resolve } from 'node:path';
import { type Check, checkObject, listOf, oneOf, text } from '../arguments.js';
import { invalidArgument, wrongType } from '../errors.js';
import type { JobSpec, SpawnInGroupConfig } from '../generated/types.js';

/** Where one of a job's outputs goes: a file in the job's folder, one of the caller's (appended to), or nowhere. */
export type LogTarget = 'file' | 'ignore' | { file: string };

type Passed = Pick<
  SpawnInGroupConfig,
  'argv' | 'argv0' | 'cwd' | 'env' | 'clear_env' | 'limits' | 'limits_required' | 'on_parent_exit' | 'nice' | 'umask'
>;

/** What to start as a durable job. The keys that `spawnInGroup` has too mean the same. */
export interface StartJobConfig extends Passed {
  /** A name that no other job of the state folder has while this one lives: letters, digits, `.`, `_` and `-`. */
  name?: string;
  /** What to do where a job that lives has the name. Default `fail`. */
  if_running?: 'reuse' | 'fail' | 'replace';
  /** Texts to find it by. */
  labels?: Record<string, string>;
  /** Default `ignore`: nothing to read. A file is opened for reading. */
  stdin?: 'ignore' | { file: string };
  /** Default: both in files of the job's folder. `stderr: "stdout"` has both in one. */
  logs?: {
    stdout?: LogTarget;
    stderr?: LogTarget | 'stdout';
    /** Files of a bounded size and age, which the job's keeper writes. Default: one without bounds, which the job writes. */
    rotate?: { max_bytes: number; max_age_ms?: number; keep?: number };
    /** The time before each line, which the job's keeper writes there. */
    timestamps?: boolean;
  };
  /** Default `auto`. A job always has a keeper, whatever holds its tree. */
  containment?: 'auto' | 'cgroup' | 'job' | 'keeper';
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const isName = (text: string): boolean => namePattern.test(text);

export const jobName: Check = (value, name) => {
  text(value, name);
  if (isName(value as string)) return;
  throw invalidArgument(
    `${name} must be 1 to 64 letters, digits, '.', '_' or '-' and begin with a letter or digit, not '${String(value)}'`,
  );
};

export const labels: Check = (value, name) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(`${name} must be an object of strings`);
  }
  for (const [key, item] of Object.entries(value)) text(item, `${name}.${key}`);
};

const filled: Check = (value, name) => {
  text(value, name);
  if (value === '') throw invalidArgument(`${name} must not be empty`);
};

const wordOrFile =
  (...words: string[]): Check =>
  (value, name) => {
    if (typeof value === 'string') return oneOf(...words)(value, name);
    checkObject(value, name, { file: filled });
    if (!('file' in (value as object))) throw wrongType(`${name} needs a file`);
  };

/** Whatever it is, `spawnInGroup` checks it. */
const passed: Check = () => {};

const logTargets: Check = (value, name) =>
  checkObject(value, name, {
    stdout: wordOrFile('file', 'ignore'),
    stderr: wordOrFile('file', 'ignore', 'stdout'),
    rotate: passed,
    timestamps: passed,
  });

export const startChecks: Readonly<Record<keyof StartJobConfig, Check>> = {
  argv: listOf(text),
  argv0: passed,
  cwd: filled,
  env: passed,
  clear_env: passed,
  limits: passed,
  limits_required: passed,
  nice: passed,
  umask: passed,
  on_parent_exit: oneOf('leave', 'kill'),
  containment: oneOf('auto', 'cgroup', 'job', 'keeper'),
  name: jobName,
  if_running: oneOf('reuse', 'fail', 'replace'),
  labels,
  stdin: wordOrFile('ignore'),
  logs: logTargets,
};

export const stdoutLog = 'stdout.log';
export const stderrLog = 'stderr.log';

function logOf(target: LogTarget | undefined, own: string): string | null {
  if (target === 'ignore') return null;
  return typeof target === 'object' ? resolve(target.file) : own;
}

/** Where the outputs go, as the spec says it: a file of the job's own folder by its name alone. */
export function logsOf({ logs = {} }: StartJobConfig): JobSpec['logs'] {
  const stdout = logOf(logs.stdout, stdoutLog);
  return { stdout, stderr: logs.stderr === 'stdout' ? stdout : logOf(logs.stderr, stderrLog) };
}

/** Refuses what can't be started, before anything is made. */
export function checkStart(config: StartJobConfig): void {
  checkObject(config, 'config', startChecks);
  if (config.argv === undefined) throw wrongType('config needs argv, an array of strings');
  if (config.argv.length === 0) throw invalidArgument('argv is empty: its first item is the command');
  if (config.if_running !== undefined && config.name === undefined) {
    throw invalidArgument('if_running goes by the name: give one');
  }
}

/** What `spawnInGroup` is to be asked for, with the job's own folder. */
export function spawnConfig(config: StartJobConfig, spec: JobSpec, folder: string, state_dir: string) {
  const { name: _, if_running: __, labels: ___, logs: { rotate, timestamps } = {}, stdin, ...given } = config;
  const how = { append: true, ...(rotate && { rotate }), ...(timestamps !== undefined && { timestamps }) };
  const output = (log: string | null) =>
    log === null ? ('ignore' as const) : { file: isAbsolute(log) ? log : resolve(folder, log), ...how };
  return {
    on_parent_exit: 'leave' as const,
    ...given,
    cwd: spec.cwd,
    stdin: stdin ?? ('ignore' as const),
    stdout: output(spec.logs.stdout),
    stderr: output(spec.logs.stderr),
    new_session: true,
    state_dir,
  };
}
