import { spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { start } from '../helpers/jobs.js';
import { exits, idle, program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
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

test.each([
  ['memory_swap_max', 0],
  ['io_weight', 50],
])('a limit on %s is refused, or left out with a warning while the others are kept', async (name, value) => {
  const config = { argv: idle, limits: { memory_max: 512 * 2 ** 20, [name]: value } };
  const error = await refusal(spawnInGroup, config);
  expect(error).toMatchObject({
    code: 'ERR_UNSUPPORTED',
    message: expect.stringContaining(`limits.${name}: a job object`),
  });
  const job = start({ ...config, limits_required: false });
  expect(job).toMatchObject({
    containment: { kind: 'job' },
    warnings: [expect.stringContaining(`started without limits.${name}`)],
  });
});

test('a job with as many processes as it may have cannot start another', async () => {
  const job = start({ argv: [program('orphans'), '3'], stdout: 'ignore', limits: { pids_max: 2 } });
  expect((await waitPid(job)).exit_code).toBe(expected('processLimitsAreKept') ? 2 : 0);
});
