import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, seen } from '../helpers/durable-jobs.js';

const entry = fileURLToPath(new URL('../../dist/cjs/jobs/index.js', import.meta.url));

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  const jobs = require(workerData.entry).openJobs({ state_dir: workerData.state_dir });
  const config = { argv: ['sh', '-c', 'exec sleep 600'], name: 'one', if_running: 'reuse' };
  jobs.start(config).then((job) => parentPort.postMessage(job.id));`;

describe.runIf(capabilities().keeper.available)('durable jobs of worker threads', () => {
  test('outlive their thread, and a name is one job’s among threads too', async () => {
    const jobs = scratchJobs();
    const workerData = { entry, state_dir: jobs.state_dir };
    const workers = Array.from({ length: 4 }, () => new Worker(code, { eval: true, workerData }));
    const ids = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
    await Promise.all(workers.map((worker) => worker.terminate()));
    expect(new Set(ids).size).toBe(1);
    expect(await jobs.list()).toHaveLength(1);
    expect(await seen(jobs, 'one')).toMatchObject({ id: ids[0], status: 'running' });
    await jobs.kill('one');
    expect(await ended(jobs, 'one')).toMatchObject({ status: 'cancelled', signal: 'SIGKILL' });
  });
});
