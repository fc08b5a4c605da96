import { setTimeout } from 'node:timers/promises';
import { type Check, checkObject, checkRef, whole } from './arguments.js';
import { ReeveError, wrongType } from './errors.js';
import type { ProcessRef, ProcessStats, ProcessStatsOptions } from './generated/types.js';
import { processStats, statsChecks } from './process-stats.js';
import { waitPid } from './wait-pid.js';

export interface WatchProcessOptions extends ProcessStatsOptions {
  /** Milliseconds between samples. Default 1000. */
  interval_ms?: number;
  /** Ends the watch: the iteration throws the signal's reason. */
  signal?: AbortSignal;
}

/** Stats with `cpu_percent`: of one processor, since the sample before; null in the first. */
export type ProcessSample = ProcessStats & { cpu_percent: number | null };

const abortSignal: Check = (value, name) => {
  if (!(value instanceof AbortSignal)) throw wrongType(`${name} must be an AbortSignal`);
};
const checks = { ...statsChecks, interval_ms: whole(10, 2 ** 31 - 1), signal: abortSignal };

const endedCodes = new Set(['ESRCH', 'ERR_PROCESS_REUSED']);

function hasEnded(stats: ProcessStats): boolean {
  return stats.process_count === 0 || (stats.state === 'zombie' && stats.process_count === 1);
}

/** The next sample; undefined once there is nothing left to measure. */
async function sampleOf(ref: ProcessRef, options: ProcessStatsOptions): Promise<ProcessStats | undefined> {
  try {
    const stats = await processStats(ref, options);
    return hasEnded(stats) ? undefined : stats;
  } catch (error) {
    if (error instanceof ReeveError && endedCodes.has(error.code)) return undefined;
    throw error;
  }
}

interface Measured {
  stats: ProcessStats;
  at: number;
}

function percentBetween(before: Measured | undefined, now: Measured): number | null {
  const used = ({ cpu_user_ms, cpu_system_ms }: ProcessStats) =>
    cpu_user_ms === null || cpu_system_ms === null ? Number.NaN : cpu_user_ms + cpu_system_ms;
  if (before === undefined) return null;
  const percent = ((used(now.stats) - used(before.stats)) / (now.at - before.at)) * 100;
  // A tree loses what its ended processes had used.
  return Number.isFinite(percent) ? Math.max(0, percent) : null;
}

/**
 * Samples a process (`scope: 'tree'`: all of it) each `interval_ms` (1000), the first one at once, until it has ended:
 * the iteration is over the moment it ends, not at the next sample. Leaving the loop, or `signal`, stops the watch. A bare
 * pid is taken for the process that has it at the first sample, and no other one later. Throws `ESRCH` or
 * `ERR_PROCESS_REUSED` when it is gone before the first sample.
 */
export async function* watchProcess(
  ref: ProcessRef,
  options: WatchProcessOptions = {},
): AsyncGenerator<ProcessSample, void, void> {
  checkRef(ref);
  checkObject(options, 'options', checks);
  const { interval_ms = 1000, signal, ...wanted } = options;
  signal?.throwIfAborted();
  const stop = new AbortController();
  const onAbort = () => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    let before: Measured | undefined;
    let stats: ProcessStats | undefined = await processStats(ref, wanted);
    if (hasEnded(stats)) return;
    const target: ProcessRef = typeof ref === 'number' ? { pid: ref, identity: stats.identity } : ref;
    const ended = endOf(target, wanted, stop.signal);
    while (stats !== undefined) {
      const now: Measured = { stats, at: performance.now() };
      yield { ...stats, cpu_percent: percentBetween(before, now) };
      before = now;
      await Promise.race([pause(interval_ms, stop.signal), ended]);
      signal?.throwIfAborted();
      stats = await sampleOf(target, wanted);
    }
  } finally {
    stop.abort();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Resolves when the first process ends; of a tree never, because the others may live on. */
async function endOf(ref: ProcessRef, options: ProcessStatsOptions, signal: AbortSignal): Promise<void> {
  if (options.scope === 'tree') return new Promise(() => {});
  await waitPid(ref, { signal, ref: false }).catch(() => {});
}

async function pause(interval_ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(interval_ms, undefined, { signal }).catch(() => {});
}
