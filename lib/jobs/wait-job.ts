import { watch } from 'node:fs';
import { join } from 'node:path';
import { abortSignal, checkObject, flag, millis } from '../arguments.js';
import type { Job, ProcessRef } from '../generated/types.js';
import { waitPid } from '../index.js';
import { jobError } from './job-errors.js';
import { keeperFolder, readKeptExit, readKeptJob } from './job-files.js';
import { lifeOf, livesUnseen } from './job-life.js';
import { isOver, lookAtJob } from './look-at-job.js';
import { recordOf } from './read-record.js';
import type { StateFolder } from './state-folder.js';

export interface WaitJobOptions {
  /** Give up after this many milliseconds: the job then is what it is by that time. Default: never. */
  timeout_ms?: number;
  /** Ends the wait, not the job: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Whether the pending wait keeps this program running. Default true. */
  ref?: boolean;
}

export const waitChecks = { timeout_ms: millis, signal: abortSignal, ref: flag };

// How long a start is waited for before it is looked again, where the file system tells nothing.
const startPause_ms = 200;

/** Waits until something happens in a folder, or a short time is over. */
function changeIn(folder: string, { timeout_ms = startPause_ms, signal, ref = true }: WaitJobOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => () => {
      clearTimeout(timer);
      watcher?.close();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = done(() => reject(signal?.reason));
    const timer = setTimeout(done(resolve), Math.min(timeout_ms, startPause_ms));
    let watcher: ReturnType<typeof watch> | undefined;
    try {
      watcher = watch(folder, done(resolve)).on('error', () => {});
    } catch {
      // No watcher is left, or the folder is gone: the time tells.
    }
    if (!ref) {
      timer.unref();
      watcher?.unref();
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

async function end(ref: ProcessRef, options: WaitJobOptions): Promise<void> {
  await waitPid(ref, options);
}

/**
 * Waits for the end of the keeper, which ends with its job, or where it was killed of one who is left. Where nobody can be
 * named, for a change of what is written down.
 */
async function waitFor(job: Job, options: WaitJobOptions): Promise<void> {
  const kept = job.status === 'pending' ? null : recordOf(readKeptJob(job.folder));
  if (kept !== null) {
    const life = await lifeOf(kept, () => recordOf(readKeptExit(job.folder)) !== null);
    const { keeper } = kept.record.containment;
    if (life.state === 'kept' && keeper !== null) return end(keeper, options);
    if (life.state === 'left') return end(life.ref, options);
    const nothingSeen = life.state === 'over' || life.state === 'reused';
    if (nothingSeen && !livesUnseen(life, job.folder)) return;
  }
  return changeIn(join(job.folder, keeperFolder), options);
}

async function waitUntil(
  state: StateFolder,
  id: string,
  reached: (job: Job) => boolean,
  options: WaitJobOptions,
): Promise<Job | null> {
  const { timeout_ms, ...others } = options;
  const end = timeout_ms === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout_ms;
  for (;;) {
    others.signal?.throwIfAborted();
    const job = await lookAtJob(state, id);
    if (job === null || reached(job)) return job;
    const rest = end - performance.now();
    if (rest <= 0) return job;
    await waitFor(job, rest === Number.POSITIVE_INFINITY ? others : { ...others, timeout_ms: Math.ceil(rest) });
  }
}

/**
 * Waits until nothing of the job lives any more, as an event. A time-out is no error: the job that comes back is pending
 * or running then.
 */
export async function waitJob(state: StateFolder, id: string, options: WaitJobOptions = {}): Promise<Job> {
  checkObject(options, 'options', waitChecks);
  const job = await waitUntil(state, id, isOver, options);
  if (job === null) throw jobError('ERR_JOB_NOT_FOUND', `job ${id} was removed`);
  return job;
}

/** Waits until the start of a job is decided, either way; null: it was removed, as a start that fails is. */
export function waitDecided(state: StateFolder, id: string, options: WaitJobOptions = {}): Promise<Job | null> {
  return waitUntil(state, id, ({ status }) => status !== 'pending', options);
}

// Longer than a start may take, whatever holds it up.
const startPatience_ms = 15_000;

/** The same, where only a job that lives is of use, and a launcher that stands still is not waited for. */
export async function waitStarted(state: StateFolder, id: string): Promise<Job | null> {
  const job = await waitDecided(state, id, { timeout_ms: startPatience_ms });
  if (job?.status === 'pending') {
    throw jobError('ERR_STATE_BUSY', `job ${id} has been about to be started for ${startPatience_ms} ms`);
  }
  return job === null || isOver(job) ? null : job;
}
