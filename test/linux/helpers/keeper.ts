import { readlinkSync } from 'node:fs';
import type { SpawnedInGroup, SpawnInGroupConfig, SpawnInGroupResult } from 'reeve';
import { start } from '../../helpers/jobs.js';
import { until } from '../../helpers/until.js';
import { readStat } from './proc.js';

export type Keeper = NonNullable<SpawnInGroupResult['containment']['keeper']>;

/** The keeper on a record, which has one. */
export function keeperOf(job: SpawnInGroupResult): Keeper {
  if (job.containment.keeper === null) throw new Error('the job has no keeper');
  return job.containment.keeper;
}

/** A job under a keeper alone, with nothing of its output shown. */
export function startKept(config: SpawnInGroupConfig): SpawnedInGroup {
  return start({ containment: 'keeper', stdout: 'ignore', ...config });
}

/** Ends the keeper as nothing but SIGKILL can, and waits until it is gone. */
export async function killKeeper(job: SpawnInGroupResult): Promise<void> {
  const { pid } = keeperOf(job);
  process.kill(pid, 'SIGKILL');
  await until('the keeper is gone', () => readStat(pid) === null);
}

/** Waits until the keeper has ended by itself, which it does with the last process of its job. */
export async function untilKeeperEnds(job: SpawnInGroupResult): Promise<void> {
  const { pid } = keeperOf(job);
  await until('the keeper ends with its job', () => readStat(pid) === null);
}

/** Stops the keeper, and waits until it stands still. */
export async function stopKeeper(job: SpawnInGroupResult): Promise<void> {
  const { pid } = keeperOf(job);
  process.kill(pid, 'SIGSTOP');
  await until('the keeper is stopped', () => readStat(pid)?.state === 'T');
}

/** The program that a keeper runs, as the kernel names it. */
export function programOf(keeper: Keeper): string {
  return readlinkSync(`/proc/${keeper.pid}/exe`);
}
