import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities, checkIdentity } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, seen } from './helpers/durable-jobs.js';
import { exits, idle, says } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { until } from './helpers/until.js';

// What every system keeps of the promises; the rest is in test/linux/jobs-*.test.ts.
describe.runIf(capabilities().keeper.available)('durable jobs', () => {
  test('one is started, found again, and killed', async () => {
    const jobs = scratchJobs();
    const job = await jobs.start({ argv: idle, name: 'idle', labels: { suite: 'all' } });
    expectValid('job', job);
    expect(job).toMatchObject({ status: 'running', name: 'idle', labels: { suite: 'all' }, exit_code: null });
    expect(await seen(jobs, 'idle')).toMatchObject({ id: job.id, pid: job.pid, status: 'running' });
    expect(await jobs.list({ labels: { suite: 'all' } })).toMatchObject([{ id: job.id }]);
    const killed = await jobs.kill(job);
    expectValid('job', killed);
    expect(killed.status).toBe('cancelled');
    expect(checkIdentity(job as never).status).toBe('gone');
    expect(await jobs.list({ status: 'running' })).toEqual([]);
  });

  test.each([0, 1, 42])('an exit code of %i is kept, and told in another program too', async (code) => {
    const jobs = scratchJobs();
    const job = await jobs.start({ argv: exits(code) });
    const status = code === 0 ? 'completed' : 'failed';
    expect(await ended(jobs, job)).toMatchObject({ status, exit_code: code });
    const told = await inProgram(jobs, 'console.log(JSON.stringify(await jobs.get(args[0])));', [job.id]);
    expect(JSON.parse(told)).toMatchObject({ id: job.id, status, exit_code: code });
  });

  test('one that another program started and left lives on, and its end is heard of', async () => {
    const jobs = scratchJobs();
    const gate = join(jobs.state_dir, 'gate');
    const waits = `
      const { existsSync } = require('node:fs');
      setInterval(() => existsSync(${JSON.stringify(gate)}) && process.exit(7), 20);`;
    const id = await inProgram(
      jobs,
      'console.log((await jobs.start({ argv: [process.execPath, "-e", args[0]] })).id);',
      [waits],
    );
    const job = await seen(jobs, id.trim());
    expect(job.status).toBe('running');
    writeFileSync(gate, '');
    expect(await ended(jobs, job)).toMatchObject({ status: 'failed', exit_code: 7 });
  });

  test('what it writes is in its logs, and is read to the end', async () => {
    const jobs = scratchJobs();
    const job = await jobs.start({ argv: says('out', 'err') });
    await ended(jobs, job);
    expect(readFileSync(job.logs.stdout as string, 'utf8').trim()).toBe('out');
    expect(readFileSync(job.logs.stderr as string, 'utf8').trim()).toBe('err');
    let text = '';
    for await (const part of jobs.attach(job, { stdout: true, stderr: false, follow: true })) text += String(part);
    expect(text.trim()).toBe('out');
  });

  test('a name is one living job’s, and free again after it', async () => {
    const jobs = scratchJobs();
    const first = await jobs.start({ argv: idle, name: 'one' });
    expect((await refusal(() => jobs.start({ argv: idle, name: 'one' }))).code).toBe('ERR_NAME_TAKEN');
    expect((await jobs.start({ argv: idle, name: 'one', if_running: 'reuse' })).id).toBe(first.id);
    const second = await jobs.start({ argv: idle, name: 'one', if_running: 'replace' });
    expect(second.id).not.toBe(first.id);
    expect(checkIdentity(first as never).status).toBe('gone');
    await jobs.kill(second);
  });

  test('a job that is over is removed with its logs, and one that lives is not', async () => {
    const jobs = scratchJobs();
    const living = await jobs.start({ argv: idle });
    await refusal(() => jobs.remove(living));
    expect(existsSync(living.folder)).toBe(true);
    const over = await jobs.start({ argv: exits(0) });
    await ended(jobs, over);
    const { removed } = await jobs.prune();
    expect(removed.map(({ id }) => id)).toEqual([over.id]);
    expect(existsSync(over.folder)).toBe(false);
    await jobs.kill(living);
  });

  test('its children end with it', async () => {
    const jobs = scratchJobs();
    const parent = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
      .on('spawn', function () { console.log(this.pid); });`;
    const job = await jobs.start({ argv: [process.execPath, '-e', parent] });
    const log = job.logs.stdout as string;
    await until('the child is there', () => readFileSync(log, 'utf8').endsWith('\n'));
    const child = Number(readFileSync(log, 'utf8'));
    await jobs.kill(job);
    expect(checkIdentity(child as never).status).toBe('gone');
  });

  test('a program that is not there leaves no record', async () => {
    const jobs = scratchJobs();
    const error = await refusal(() => jobs.start({ argv: ['no-such-program-of-any-kind'] }));
    expect(error.code).toBe('ENOENT');
    expect(await jobs.list()).toEqual([]);
  });
});
