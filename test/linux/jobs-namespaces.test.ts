import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { capabilities } from 'reeve';
import { beforeEach, describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, seen } from '../helpers/durable-jobs.js';
import { isSanitized } from '../helpers/sanitizer.js';

const inNamespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];

beforeEach((ctx) => {
  if (isSanitized) ctx.skip('a sanitizer is asked for by the environment, which is not handed on here');
  const [command, ...options] = inNamespace;
  const { status, stderr } = spawnSync(command as string, [...options, 'true'], { encoding: 'utf8' });
  if (status !== 0) ctx.skip(`no PID namespace here: ${stderr}`);
});

const refused = `const code = (call) => call.then(() => 'done', (error) => error.code);`;
const looks = `${refused}
  const job = await jobs.get('outside');
  const waited = await jobs.wait(job, { timeout_ms: 100 });
  console.log(JSON.stringify({
    status: job.status,
    warning: job.warnings.join(),
    waited: waited.status,
    stop: await code(jobs.stop(job)),
    signal: await code(jobs.signal(job, 'SIGHUP')),
    processes: await code(jobs.processes(job)),
    remove: await code(jobs.remove(job)),
    start: await code(jobs.start({ argv: ['true'], name: 'outside' })),
    pruned: (await jobs.prune()).removed.length,
  }));`;

describe.runIf(capabilities().keeper.available)(
  'a durable job of another PID namespace, as of another container',
  () => {
    test('is running for who can’t see it, and neither stopped, removed, pruned nor started anew by them', async () => {
      const jobs = scratchJobs();
      const job = await jobs.start({ argv: ['sleep', '600'], name: 'outside', containment: 'keeper' });
      expect(JSON.parse(await inProgram(jobs, looks, [], inNamespace))).toEqual({
        status: 'running',
        warning: expect.stringContaining('another PID namespace'),
        waited: 'running',
        stop: 'ERR_IDENTITY_UNKNOWN',
        signal: 'ERR_IDENTITY_UNKNOWN',
        processes: 'ERR_IDENTITY_UNKNOWN',
        remove: 'ERR_JOB_RUNNING',
        start: 'ERR_NAME_TAKEN',
        pruned: 0,
      });
      expect(await seen(jobs, job)).toMatchObject({ status: 'running', warnings: [], cancel_requested_unix_ms: null });
      expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled', signal: 'SIGTERM' });
    });

    test('that is over is over for them too', async () => {
      const jobs = scratchJobs();
      const job = await jobs.start({ argv: ['sh', '-c', 'exit 3'], name: 'outside', containment: 'keeper' });
      await ended(jobs, job);
      rmSync(`${job.folder}/summary.json`);
      const code = `const { status, exit_code } = await jobs.get('outside'); console.log(status, exit_code);`;
      expect(await inProgram(jobs, code, [], inNamespace)).toBe('failed 3\n');
    });
  },
);
