import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { scratchJobs } from './helpers/durable-jobs.js';
import { exits, idle, says } from './helpers/programs.js';
import { reeve } from './helpers/reeve-command.js';
import { expectValid } from './helpers/schemas.js';

// What the command does on every system; the rest is in test/linux/cli-*.test.ts.
describe.runIf(capabilities().keeper.available)('the command', () => {
  test('a job is run, listed, shown, looked at and killed', async () => {
    const jobs = scratchJobs();
    const started = await reeve(jobs, 'run', '--name', 'idle', '--', ...idle);
    expect(started).toMatchObject({ code: 0 });
    const id = started.out.trim();
    expect((await reeve(jobs, 'list')).out).toMatch(new RegExp(`^${id} +idle +\\d+ .* running `, 'm'));
    const shown = JSON.parse((await reeve(jobs, 'show', '--json', 'idle')).out);
    expectValid('job', shown);
    expect(shown).toMatchObject({ id, status: 'running' });
    const told = JSON.parse((await reeve(jobs, 'ps', '--json', 'idle')).out);
    expectValid('process-info', told);
    expect(told.pid).toBe(shown.pid);
    const tree = JSON.parse((await reeve(jobs, 'tree', '--json', 'idle')).out);
    expect(tree.processes.map(({ pid }: { pid: number }) => pid)).toContain(shown.pid);
    expect(await reeve(jobs, 'kill', 'idle')).toMatchObject({ code: 0 });
    expect((await reeve(jobs, 'list')).out).toMatch(new RegExp(`^${id} +idle +\\d+ .* cancelled `, 'm'));
    expect(await reeve(jobs, 'rm', 'idle')).toMatchObject({ code: 0 });
    expect(JSON.parse((await reeve(jobs, 'list', '--json')).out)).toEqual([]);
  });

  test('the exit code of a job is that of run --wait, and its output that of logs', async () => {
    const jobs = scratchJobs();
    expect(await reeve(jobs, 'run', '--wait', '--', ...exits(7))).toMatchObject({ code: 7 });
    expect(await reeve(jobs, 'run', '--name', 'talks', '--wait', '--', ...says('out', 'err'))).toMatchObject({
      code: 0,
    });
    expect((await reeve(jobs, 'logs', '--stdout', 'talks')).out.trim()).toBe('out');
  });

  test('what is no job, no verb and no program is said, each with its code', async () => {
    const jobs = scratchJobs();
    expect(await reeve(jobs, 'show', 'nobody')).toMatchObject({ code: 3, out: '' });
    expect(await reeve(jobs, 'no-such-verb')).toMatchObject({ code: 2, out: '' });
    expect(await reeve(jobs, 'run', '--', 'no-such-program-of-any-kind')).toMatchObject({ code: 127, out: '' });
  });

  test('doctor tells what this machine can', async () => {
    const { code, out } = await reeve(scratchJobs(), 'doctor', '--json');
    expect(code).toBe(0);
    expectValid('capabilities', JSON.parse(out));
  });
});
