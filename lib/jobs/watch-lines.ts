import { abortSignal, checkObject } from '../arguments.js';
import { wrongType } from '../errors.js';
import type { Job } from '../generated/types.js';
import { followLog } from './follow-log.js';
import { type LogName, logChecks, planLog, type ReadLogOptions } from './log-plan.js';
import { LineSplitter } from './split-lines.js';
import type { StateFolder } from './state-folder.js';

/** One line of a job's output, without its end. */
export interface JobLine<P = unknown> {
  log: LogName;
  line: string;
  /** What `progress` made of the line; null where it made nothing, or there is none. */
  progress: P | null;
}

export interface WatchLinesOptions<P = unknown> extends ReadLogOptions {
  /** Reads a line for what it says of the job's progress; null or undefined: nothing. `percentOf` is one. */
  progress?: (line: string, log: LogName) => P | null | undefined;
  /** Ends the watching with the signal's reason. */
  signal?: AbortSignal;
}

const percent = /(?:^|[^\d.])(\d{1,3}(?:\.\d+)?)\s?%/g;

/** The last percentage in a line, 0 to 100; null where there is none. */
export function percentOf(line: string): number | null {
  const [, digits] = [...line.matchAll(percent)].at(-1) ?? [];
  const value = Number(digits);
  return digits !== undefined && value <= 100 ? value : null;
}

export function checkWatch(options: WatchLinesOptions): void {
  const { progress, signal, ...others } = options;
  if (signal !== undefined) abortSignal(signal, 'signal');
  if (progress !== undefined && typeof progress !== 'function') throw wrongType('progress must be a function');
  checkObject(others, 'options', logChecks);
}

/** A job's output line by line, as it is written, to its end. Leaving the loop ends the reading and nothing else. */
export async function* watchLines<P>(
  state: StateFolder,
  job: Job,
  options: WatchLinesOptions<P>,
): AsyncGenerator<JobLine<P>> {
  const { progress, signal = new AbortController().signal, ...others } = options;
  signal.throwIfAborted();
  const splitters = new Map<LogName, LineSplitter>();
  const plan = planLog(job, others, true);
  for (const { name } of plan.logs) splitters.set(name, new LineSplitter());
  const made = (log: LogName, line: string): JobLine<P> => ({ log, line, progress: progress?.(line, log) ?? null });
  for await (const { name, bytes } of followLog(state, job, plan, signal)) {
    for (const line of splitters.get(name)?.push(bytes) ?? []) yield made(name, line);
  }
  signal.throwIfAborted();
  for (const [name, splitter] of splitters) for (const line of splitter.end()) yield made(name, line);
}
