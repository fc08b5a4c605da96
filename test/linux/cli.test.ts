import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { reeve, startReeve } from '../helpers/reeve-command.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/));

describe.runIf(capabilities().keeper.available)('the command reeve', () => {
  test('A1: run prints the id and tells the pid and the log; list, stop, list and prune do their part', async () => {
    const jobs = scratchJobs();
    const run = await reeve(
      jobs,
      'run',
      '--name',
      'one',
      '--label',
      'suite=a',
      '--',
      'sh',
      '-c',
      'echo hello; sleep 600',
    );
    expect(run).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{12}\n$/) });
    const job = await seen(jobs, run.out.trim());
    for (const part of [job.id, `pid ${job.pid}`, job.logs.stdout, `reeve stop ${job.id}`])
      expect(run.err).toContain(part);
    await until('it wrote', () => readFileSync(job.logs.stdout as string, 'utf8') === 'hello\n');
    const [head, row] = rows((await reeve(jobs, 'list')).out);
    expect(head).toEqual(['ID', 'NAME', 'PID', 'PGID', 'AGE', 'STATE', 'EXIT', 'CMD']);
    expect(row).toMatchObject([
      job.id,
      'one',
      String(job.pid),
      String(job.pgid),
      expect.stringMatching(/s$/),
      'running',
      '-',
      "sh -c 'echo hello; sleep 600'",
    ]);
    expect(await reeve(jobs, 'rm', 'one')).toMatchObject({ code: 4, err: expect.stringContaining('ERR_JOB_RUNNING') });
    expect(await reeve(jobs, 'stop', 'one')).toEqual({ code: 0, signal: null, out: '', err: '' });
    expect(rows((await reeve(jobs, '-l')).out)[1]?.slice(-3, -1)).toEqual(['cancelled', 'SIGTERM']);
    expect((await reeve(jobs, 'logs', job.id.slice(0, 6))).out).toBe('hello\n');
    expect((await reeve(jobs, 'prune')).out).toBe('1 removed\n');
    expect(readdirSync(join(jobs.state_dir, 'jobs'))).toEqual([]);
  });

  test.each([
    [['/nonexistent/command'], 127, 'ENOENT'],
    [['/etc/passwd'], 126, 'EACCES'],
  ])('A4: run -- %j ends with %i, says why, and leaves nothing', async (argv, code, why) => {
    const jobs = scratchJobs();
    expect(await reeve(jobs, 'run', '--', ...argv)).toMatchObject({ code, out: '', err: expect.stringContaining(why) });
    expect(readdirSync(join(jobs.state_dir, 'jobs'))).toEqual([]);
  });

  test.each([
    ['exit 0', 0],
    ['exit 42', 42],
    ['kill -SEGV $$', 139],
    ['kill -TERM $$', 143],
  ])('A5: wait, run --wait and run --tail end as `%s` does: %i', async (script, code) => {
    const jobs = scratchJobs();
    const id = (await reeve(jobs, '--', 'sh', '-c', script)).out.trim();
    expect(await reeve(jobs, 'wait', id)).toMatchObject({ code, out: '', err: '' });
    expect(await reeve(jobs, 'run', '--wait', '--', 'sh', '-c', script)).toMatchObject({ code, out: '' });
    expect(await reeve(jobs, 'run', '--tail', '--', 'sh', '-c', `echo said; ${script}`)).toMatchObject({
      code,
      out: 'said\n',
    });
  });

  test('A17: arguments of its own shape are the command’s after --, and are listed whole', async () => {
    const jobs = scratchJobs();
    const argv = ['printf', '%s|', '--name', '-l', "it's", 'a  b', 'ä', '', 'x'.repeat(300)];
    const id = (await reeve(jobs, 'run', '--', ...argv)).out.trim();
    await ended(jobs, id);
    expect((await reeve(jobs, 'logs', id)).out).toBe(
      argv
        .slice(2)
        .map((item) => `${item}|`)
        .join(''),
    );
    const listed = JSON.parse((await reeve(jobs, 'list', '--json')).out);
    expect(listed[0].argv).toEqual(argv);
    expect((await reeve(jobs, 'ls')).out).toContain(`'it'\\''s' 'a  b' 'ä' '' ${'x'.repeat(300)}`);
  });

  test('A19: logs follow to the last line, count lines from the end, and keep the outputs apart', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'seq 5; echo wrong >&2; sleep 0.3; printf last');
    expect(await reeve(jobs, 'logs', '-f', '--stdout', job.id)).toMatchObject({ code: 0, out: '1\n2\n3\n4\n5\nlast' });
    expect((await reeve(jobs, 'logs', '-n', '2', '--stdout', job.id)).out).toBe('5\nlast');
    expect((await reeve(jobs, 'logs', '--stderr', job.id)).out).toBe('wrong\n');
  });

  test('A19: who is interrupted while it shows, or has nobody left who reads, leaves the job running', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'while :; do echo more; done', { logs: { stderr: 'ignore' } });
    const unread = startReeve(jobs, 'logs', '-f', job.id);
    await once(unread.stdout, 'data');
    unread.stdout.destroy();
    expect(await once(unread, 'exit')).toEqual([0, null]);
    const interrupted = startReeve(
      jobs,
      'run',
      '--tail',
      '--name',
      'two',
      '--',
      'sh',
      '-c',
      'echo said; exec sleep 600',
    );
    await once(interrupted.stdout, 'data');
    interrupted.kill('SIGINT');
    await once(interrupted, 'exit');
    expect(await seen(jobs, 'two')).toMatchObject({ status: 'running' });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
    expect(await reeve(jobs, 'kill', 'two', job.id)).toMatchObject({ code: 0 });
  });

  test('A22: of several the highest code counts, and one that fails is no hindrance for the others', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    const said = await reeve(jobs, 'stop', 'nobody', job.id.slice(0, 8));
    expect(said).toMatchObject({ code: 3, err: expect.stringContaining("'nobody'") });
    expect(await seen(jobs, job)).toMatchObject({ status: 'cancelled' });
    for (const verb of ['show', 'logs', 'wait', 'kill', 'rm']) {
      expect(await reeve(jobs, verb, '../../etc/passwd'), verb).toMatchObject({ code: 3, out: '' });
    }
  });

  test('a name is taken, reused or replaced', async () => {
    const jobs = scratchJobs();
    const run = (...options: string[]) => reeve(jobs, 'run', '--name', 'one', ...options, '--', 'sleep', '600');
    const first = (await run()).out;
    expect(await run()).toMatchObject({ code: 4, out: '', err: expect.stringContaining('ERR_NAME_TAKEN') });
    expect((await run('--reuse')).out).toBe(first);
    const second = (await run('--replace')).out;
    expect(second).not.toBe(first);
    expect(await seen(jobs, first.trim())).toMatchObject({ status: 'cancelled' });
    expect(await run('--reuse', '--replace')).toMatchObject({ code: 2 });
  });

  test('a wait that is over before the job is 124', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    expect(await reeve(jobs, 'wait', '--timeout', '50ms', job.id)).toMatchObject({ code: 124 });
    expect(await reeve(jobs, 'run', '--tail', '--timeout', '100ms', '--', 'sleep', '600')).toMatchObject({ code: 124 });
  });

  test('what it prints with --json is valid against its schema', async () => {
    const jobs = scratchJobs();
    const json = async (...args: string[]) => JSON.parse((await reeve(jobs, ...args)).out);
    const started = await json(
      'run',
      '--json',
      '--env',
      'A=1',
      '--unset',
      'HOME',
      '--cwd',
      '/',
      '--',
      'sh',
      '-c',
      'echo "$A$(printenv HOME)$PWD"',
    );
    expectValid('job', started);
    expectValid('job', await json('wait', '--json', started.id));
    expectValid('job', await json('show', '--json', started.id));
    for (const job of await json('list', '--json')) expectValid('job', job);
    expect((await reeve(jobs, 'logs', started.id)).out).toBe('1/\n');
    expectValid('prune-jobs-result', await json('prune', '--dry-run', '--json'));
    expectValid('prune-jobs-result', await json('prune', '--older-than', '0', '--json'));
  });

  test.each([
    [[]],
    [['bogus']],
    [['run']],
    [['stop']],
    [['list', '--status', 'dead']],
    [['list', '--label', 'x']],
    [['run', '--name', '../x', '--', 'true']],
    [['logs', '-n', '-1', 'x']],
    [['logs', '--stdout', '--stderr', 'x']],
    [['wait', '--timeout', 'long', 'x']],
    [['prune', '--status', 'running']],
    [['prune', '--older-than', '1y']],
    [['--state-dir', '', 'list']],
  ])('%j is wrong usage: 2, and nothing on standard output', async (args) => {
    const jobs = scratchJobs();
    const said = await reeve(jobs, ...args);
    expect(said.code, said.err).toBe(2);
    expect(said.out).toBe('');
    expect(said.err).not.toBe('');
    expect(await jobs.list()).toEqual([]);
  });

  test('--state-dir goes before the environment; a folder that is not safe is refused', async () => {
    const jobs = scratchJobs();
    const other = scratchJobs();
    const id = (await reeve(jobs, '--state-dir', other.state_dir, 'run', '--', 'true')).out.trim();
    await ended(other, id);
    expect(await jobs.get(id)).toBeNull();
    expect(await reeve({ state_dir: '/tmp' }, 'list')).toMatchObject({
      code: 4,
      err: expect.stringContaining('ERR_STATE_DIR'),
    });
  });
});
