import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { start } from '../helpers/jobs.js';
import { exits, idle, program } from '../helpers/programs.js';
import { expected } from './wine.js';

test('a job takes limits on memory and processes, and lives within them', async () => {
  const job = start({ argv: idle, limits: { memory_max: 512 * 2 ** 20, pids_max: 20 } });
  expect(job).toMatchObject({ containment: { kind: 'job' }, tree_kill_reliability: 'guaranteed', warnings: [] });
  expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
});

test('limits that need not be kept do not keep a job from its start', () => {
  const job = start({ argv: exits(0), limits: { cpu_max: 0.5 }, limits_required: false });
  expect(job.pid).toBeGreaterThan(0);
});

test('a job with as many processes as it may have cannot start another', async () => {
  const job = start({ argv: [program('orphans'), '3'], stdout: 'ignore', limits: { pids_max: 2 } });
  expect((await waitPid(job)).exit_code).toBe(expected('processLimitsAreKept') ? 2 : 0);
});
