import { type Check, checkObject, flag, listOf, millis, oneOf, text, whole } from './arguments.js';
import { invalidArgument, wrongType } from './errors.js';
import type { ProcessEntry, ProcessFilter } from './generated/types.js';
import type { EntryQuery } from './native/binding.js';

/** What can be told of a process in a list. */
export type ProcessField = keyof ProcessEntry;

/** What is told when no `fields` are named. */
export type UsualField = Exclude<ProcessField, 'env' | 'cwd' | 'threads'>;

/** A process in a list, with the fields that were asked for. */
export type ProcessWith<F extends ProcessField> = Required<Pick<ProcessEntry, F | 'pid'>> &
  Pick<ProcessEntry, 'env' | 'cwd' | 'threads'>;

/** Options whose `fields` are known by their names. */
export type AskingFor<F extends ProcessField, Options extends object> = Omit<Options, 'fields'> & {
  fields?: readonly F[];
};

const usualFields = [
  'pid',
  'ppid',
  'pgid',
  'sid',
  'name',
  'exe_path',
  'cmdline',
  'user',
  'uid',
  'state',
  'start_time_unix_ms',
  'identity',
  'memory_kb',
  'cpu_percent',
  'elapsed_seconds',
  'thread_count',
] as const satisfies readonly UsualField[];

const onRequest = ['env', 'cwd', 'threads'] as const;

const mostPid = 2 ** 31 - 1;
const defaultSample = 250;

const atLeastZero: Check = (value, name) => {
  if (typeof value !== 'number') throw wrongType(`${name} must be a number, not ${typeof value}`);
  if (!(value >= 0 && value < Infinity)) throw invalidArgument(`${name} must be 0 or more, not ${value}`);
};

export const filterChecks: Readonly<Record<keyof ProcessFilter, Check>> = {
  name_contains: text,
  name_equals: text,
  user_equals: text,
  pid_in: listOf(whole(1, mostPid)),
  ppid: whole(0, mostPid),
  state_in: listOf(oneOf('running', 'sleeping', 'disk_sleep', 'stopped', 'zombie', 'unknown')),
  cpu_above: atLeastZero,
  memory_above_kb: atLeastZero,
  running_for_at_least_secs: atLeastZero,
};

export const filter: Check = (value, name) => checkObject(value, name, filterChecks);

export const fieldChecks = {
  fields: listOf(oneOf(...usualFields, ...onRequest)),
  include_env: flag,
  include_cwd: flag,
  include_threads: flag,
};

export const sampleChecks = {
  cpu_mode: oneOf('lifetime', 'monitor'),
  sample_duration_ms: ((value, name) => {
    millis(value, name);
    whole(10, 60_000)(value, name);
  }) as Check,
};

export const levels: Check = whole(1, 2 ** 32 - 1);

interface EntryOptions {
  fields?: readonly string[];
  include_env?: boolean;
  include_cwd?: boolean;
  include_threads?: boolean;
  cpu_mode?: 'lifetime' | 'monitor';
  sample_duration_ms?: number;
}

/** The question as the addon takes it, of checked options. */
export function toQuery(given: ProcessFilter, options: EntryOptions): EntryQuery {
  const { cpu_mode = 'lifetime', sample_duration_ms } = options;
  if (cpu_mode === 'lifetime' && sample_duration_ms !== undefined) {
    throw invalidArgument("sample_duration_ms is for cpu_mode 'monitor'");
  }
  const fields = new Set<string>(options.fields ?? usualFields);
  for (const field of onRequest) {
    if (options[`include_${field}`]) fields.add(field);
  }
  return {
    filter: given,
    fields: [...fields],
    sample_duration_ms: cpu_mode === 'monitor' ? (sample_duration_ms ?? defaultSample) : undefined,
  };
}
