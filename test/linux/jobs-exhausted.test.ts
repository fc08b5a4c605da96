import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';

// Takes every descriptor that is left, tries, and gives them back.
const without = (code: string) => `
  import { closeSync, openSync } from 'node:fs';
  const [id] = args;
  await jobs.list();
  const taken = [];
  try { for (;;) taken.push(openSync('/dev/null')); } catch {}
  const told = await (${code})().then((value) => 'told ' + JSON.stringify(value), (error) => error.code);
  for (const descriptor of taken) closeSync(descriptor);
  console.log(told);`;

const under = ['prlimit', '--nofile=60'];

describe.runIf(capabilities().keeper.available)('where no descriptor is left', () => {
  test.each([
    ['get', 'async () => (await jobs.get(id))?.status'],
    ['list', 'async () => (await jobs.list()).map(({ status }) => status)'],
    ['prune', 'async () => (await jobs.prune()).removed.length'],
    ['remove', 'async () => jobs.remove(id)'],
    ['stop', 'async () => (await jobs.stop(id)).status'],
    ['start', `async () => (await jobs.start({ argv: ['true'] })).status`],
  ])('%s says so, and takes no job that lives for lost', async (_verb, code) => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600', { name: 'one' });
    expect((await inProgram(jobs, without(code), [job.id], under)).trim()).toBe('EMFILE');
    expect(await seen(jobs, job)).toMatchObject({ status: 'running', warnings: [] });
    expect(await jobs.list()).toHaveLength(1);
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled' });
  });

  test('follows and waits of others end as they should', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 0.2; echo last; exit 4');
    const told = inProgram(jobs, without('async () => (await jobs.wait(id)).exit_code'), [job.id], under);
    expect(await ended(jobs, job)).toMatchObject({ exit_code: 4 });
    expect((await told).trim()).toMatch(/^(EMFILE|told 4)$/);
  });
});
