import { type Check, checkObject, flag, oneOf, whole } from '../arguments.js';
import { invalidArgument } from '../errors.js';
import type { Job } from '../generated/types.js';
import type { LogStart } from './log-file.js';

/** Which part of a job's logs is read. */
export interface ReadLogOptions {
  /** Default: both, or where one is true only that one. */
  stdout?: boolean;
  stderr?: boolean;
  /** Go on until the job is over. Default false for `attach`, true for `watch`. */
  follow?: boolean;
  /** Only the last lines that are there, this many of each log. Not together with `from`. */
  tail?: number;
  /** Default `start`. A number is an offset in bytes. */
  from?: 'start' | 'end' | number;
}

export type LogName = 'stdout' | 'stderr';

export interface LogPlan {
  logs: { name: LogName; path: string }[];
  start: LogStart;
  follow: boolean;
}

const from: Check = (value, name) => {
  if (typeof value === 'string') return oneOf('start', 'end')(value, name);
  whole(0, Number.MAX_SAFE_INTEGER)(value, name);
};

export const logChecks = {
  stdout: flag,
  stderr: flag,
  follow: flag,
  tail: whole(0, Number.MAX_SAFE_INTEGER),
  from,
};

function chosen({ stdout, stderr }: ReadLogOptions): LogName[] {
  const names: LogName[] = [];
  const any = stdout === true || stderr === true;
  if (any ? stdout === true : stdout !== false) names.push('stdout');
  if (any ? stderr === true : stderr !== false) names.push('stderr');
  return names;
}

/** What is to be read, checked. Two outputs in one file are read once, as stdout. */
export function planLog(job: Job, options: ReadLogOptions, follow: boolean): LogPlan {
  checkObject(options, 'options', logChecks);
  if (options.tail !== undefined && options.from !== undefined) {
    throw invalidArgument('tail and from both say where to begin: give one');
  }
  const logs: LogPlan['logs'] = [];
  for (const name of chosen(options)) {
    const path = job.logs[name];
    if (path !== null && logs.every((other) => other.path !== path)) logs.push({ name, path });
  }
  if (logs.length === 0) throw invalidArgument(`job ${job.id} keeps no log of what is asked for`);
  const start = options.tail === undefined ? { from: options.from ?? 'start' } : { tail: options.tail };
  return { logs, start, follow: options.follow ?? follow };
}
