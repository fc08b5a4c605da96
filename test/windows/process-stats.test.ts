import { processStats } from 'reeve';
import { expect, test } from 'vitest';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { expected, processes } from './wine.js';

test('the stats of a job are what its job object counted', async () => {
  const { job } = await startHeld({ argv: [program('tree'), '2', '1'] });
  const stats = await processStats(job, { scope: 'tree' });
  expectValid('process-stats', stats);
  expect(stats).toMatchObject({ identity: job.identity, process_count: processes(3) });
  const counted = expected('jobObjectsCountWhatTheyUsed');
  expect(stats.source).toBe(counted ? 'job' : 'descendants');
  expect(stats.warnings).toHaveLength(counted ? 0 : 1);
  expect(stats.memory_kb).toBeGreaterThan(0);
});
