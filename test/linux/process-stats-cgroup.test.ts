import { readFileSync } from 'node:fs';
import { capabilities, processStats, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { refusal } from '../helpers/refusal.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';

const burn = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done';

/** What the cgroup itself counted, in milliseconds. */
function countedIn(folder: string): number {
  return Number(/^usage_usec (\d+)$/m.exec(readFileSync(`${folder}/cpu.stat`, 'utf8'))?.[1]) / 1000;
}

describe.runIf(capabilities().cgroup.available)('of a job in a cgroup', () => {
  test('the stats count those that have ended, also after its first process', async () => {
    const { job } = await startHeld({
      argv: ['sh', '-c', `(${burn}); echo done; (sleep 1000; :) & exit 0`],
      containment: 'cgroup',
    });
    await waitPid(job);
    const folder = job.containment.cgroup_path as string;
    const members = () => readFileSync(`${folder}/cgroup.procs`, 'latin1').trim().split('\n');
    await until('who is left and its child are there', () => members().length === 2);
    const before = countedIn(folder);
    const stats = await processStats(job, { scope: 'tree', include_switches: true });
    const after = countedIn(folder);
    expectValid('process-stats', stats);
    expect(stats).toMatchObject({ source: 'cgroup', identity: job.identity, state: 'unknown', elapsed_seconds: null });
    const used = (stats.cpu_user_ms ?? 0) + (stats.cpu_system_ms ?? 0);
    expect(used).toBeGreaterThan(before - 2);
    expect(used).toBeLessThan(after + 2);
    expect(used).toBeGreaterThan(20);
    expect(stats.process_count).toBe(2);
    expect(members()).toHaveLength(2);
    expect(await refusal(processStats, job)).toMatchObject({ code: 'ESRCH' });
  });

  test('nothing is left of it once it has ended: the stats are those of nobody', async () => {
    const { job, gone } = await startHeld({ argv: ['sh', '-c', 'echo done'], containment: 'cgroup' });
    await waitPid(job);
    await gone;
    expect(await refusal(processStats, job, { scope: 'tree' })).toMatchObject({ code: 'ESRCH' });
  });
});
