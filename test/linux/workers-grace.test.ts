import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { ReeveWorker } from '../helpers/worker.js';
import { isAlive } from './helpers/proc.js';

test('a tree whose end a worker asked for waits for its grace although the worker is gone', async () => {
  const worker = new ReeveWorker();
  const { job } = await startReady({ argv: [program('ignore_term')] });
  void worker.post('terminateTree', [job, { grace_timeout_ms: 2500, kill_timeout_ms: 20_000 }]);
  // Asked after it, so answered when the ending is under way.
  await worker.call('getProcess', [job], 'process-info');
  await worker.terminate();
  expect(isAlive(job.pid)).toBe(true);
  await until('the tree was killed', () => !isAlive(job.pid));
  expect(await waitPid(job)).toMatchObject({ exited: true, signal: 'SIGKILL' });
});
