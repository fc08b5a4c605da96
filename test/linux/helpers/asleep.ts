import { readFileSync } from 'node:fs';
import type { SpawnedInGroup, SpawnInGroupConfig } from 'reeve';
import { start } from '../../helpers/jobs.js';
import { until } from '../../helpers/until.js';
import { readStat } from './proc.js';

/** Waits until the process is this program, asleep: a started one shows its name and arguments a moment after its exec. */
export async function untilAsleep(pid: number, argv: string[]): Promise<void> {
  const cmdline = `${argv.join('\0')}\0`;
  await until(`${argv.join(' ')} sleeps`, () => {
    return readStat(pid)?.state === 'S' && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === cmdline;
  });
}

/** A job that does nothing, seen to do so. */
export async function startAsleep(config: Partial<SpawnInGroupConfig> = {}): Promise<SpawnedInGroup> {
  const argv = ['sleep', '1000'];
  const job = start({ argv, ...config });
  await untilAsleep(job.pid, argv);
  return job;
}
