// What was seen to go wrong with other tools of this kind, tried from a shell; the library's tests have the same numbers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import type { Job } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import type { KeptJob } from '../../lib/generated/types.js';
import { edit, ended, scratchJobs, seen, startShell, toldNumber } from '../helpers/durable-jobs.js';
import { linesOf } from '../helpers/lines.js';
import { plainChild } from '../helpers/plain-child.js';
import { program } from '../helpers/programs.js';
import { command, reeve } from '../helpers/reeve-command.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { killKeeper } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';

const listed = async (jobs: { state_dir: string }, ...filter: string[]): Promise<Job[]> =>
  JSON.parse((await reeve(jobs, 'list', '--json', ...filter)).out);

// Each command is a program to be started, which takes its time on a busy machine.
const options = { timeout: 120_000 };

describe.runIf(capabilities().keeper.available)('the command reeve, where others failed', options, () => {
  test('A2: the step that ran it ends with its whole process group, and the job lives', async () => {
    const jobs = scratchJobs();
    const step = `"$@"; exec sleep 600`;
    const run = [process.execPath, command, 'run', '--name', 'server', '--', 'sleep', '600'];
    const env = { ...process.env, ...nodeEnvironment, REEVE_STATE_DIR: jobs.state_dir };
    const shell = spawn('sh', ['-c', step, 'sh', ...run], { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    const id = await linesOf(shell.stdout)();
    const closed = once(shell, 'close');
    process.kill(-(shell.pid as number), 'SIGKILL');
    await closed;
    expect(await listed(jobs)).toMatchObject([{ id, name: 'server', status: 'running' }]);
    expect(await reeve(jobs, 'stop', 'server')).toMatchObject({ code: 0 });
  });

  test.each(['stop', 'kill'])('A3: %s reaches every process of the job', async (verb) => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, '(sleep 600 & sleep 600 & echo $$ $!; wait) & wait');
    const child = await toldNumber(job, /^\d+ (\d+)\n/);
    expect(await reeve(jobs, verb, job.id)).toMatchObject({ code: 0, out: '', err: '' });
    expect([child, job.pid as number].filter(isAlive)).toEqual([]);
  });

  test('A6: a job whose pid is another process’ by now is stale, and stop and kill leave that one alone', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'echo said; exec sleep 600');
    await until('it wrote', () => readFileSync(job.logs.stdout as string, 'utf8') === 'said\n');
    await killKeeper(job as never);
    process.kill(job.pid as number, 'SIGKILL');
    await until('it is gone', () => !isAlive(job.pid as number));
    const bystander = await plainChild(program('sleeper'));
    edit<KeptJob>(job, 'keeper/job.json', ({ record }) => {
      const identity = record.identity.replace(/^(linux:\w+):\d+/, `$1:${bystander.pid}`);
      Object.assign(record, { pid: bystander.pid, identity });
    });
    for (const verb of ['stop', 'kill']) await reeve(jobs, verb, job.id);
    expect(isAlive(bystander.pid)).toBe(true);
    expect(await listed(jobs)).toMatchObject([{ status: 'stale' }]);
    expect((await reeve(jobs, 'logs', '--stdout', job.id)).out).toBe('said\n');
    expect((await reeve(jobs, 'prune')).out).toBe('1 removed\n');
  });

  test('A7: a script of another interpreter, behind env and nice, is running and is stopped', async () => {
    const jobs = scratchJobs();
    const script = join(scratchFolder(), 'server');
    writeFileSync(script, '#!/usr/bin/env node\nsetInterval(() => {}, 1000);\n', { mode: 0o755 });
    const id = (await reeve(jobs, 'run', '--', 'env', 'A=1', 'nice', script)).out.trim();
    const { pid } = await seen(jobs, id);
    await until('the interpreter runs', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('node\0'));
    expect(await listed(jobs, '--status', 'running')).toMatchObject([{ id, pid }]);
    expect((await reeve(jobs, 'prune')).out).toBe('0 removed\n');
    expect(await reeve(jobs, 'stop', id)).toMatchObject({ code: 0, err: '' });
    expect(isAlive(pid as number)).toBe(false);
  });

  test('A8: a job whose first process has ended is running, not to be removed, and ended by stop', async () => {
    const jobs = scratchJobs();
    const id = (await reeve(jobs, '--', 'sh', '-c', 'sleep 600 & echo $!; exit 3')).out.trim();
    const child = await toldNumber(await seen(jobs, id), /^(\d+)\n/);
    await until('the first process has ended', async () => (await seen(jobs, id)).exit_code === 3);
    expect(await listed(jobs, '--status', 'running')).toMatchObject([{ id, exit_code: 3 }]);
    expect(await reeve(jobs, 'rm', id)).toMatchObject({ code: 4 });
    expect((await reeve(jobs, 'prune')).out).toBe('0 removed\n');
    expect(await reeve(jobs, 'stop', id)).toMatchObject({ code: 0 });
    expect(isAlive(child)).toBe(false);
  });

  test('A9, A10: who ignores the request is ended after the grace, which is a success', async () => {
    const jobs = scratchJobs();
    const child = await startShell(jobs, `${program('ignore_term')} & echo $!; wait`, { name: 'child' });
    const all = await startShell(jobs, `trap "" TERM; echo $$; ${program('ignore_term')} & wait`, { name: 'all' });
    const pids = [await toldNumber(child, /^(\d+)$/m), await toldNumber(all, /^(\d+)$/m)];
    for (const { logs } of [child, all]) {
      await until('it ignores it', () => readFileSync(logs.stdout as string, 'utf8').includes('ready'));
    }
    expect(await reeve(jobs, 'stop', '--grace', '300ms', 'child', 'all')).toMatchObject({ code: 0, err: '' });
    expect([...pids, child.pid as number, all.pid as number].filter(isAlive)).toEqual([]);
    expect(await listed(jobs)).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled', signal: 'SIGKILL' }]);
  });

  test('several are asked at once, so that one may wait for the other', async () => {
    const jobs = scratchJobs();
    const gate = join(scratchFolder(), 'gate');
    const told = (what: string) => `trap '${what}; exit 0' TERM; echo ready; while :; do sleep 0.05; done`;
    const first = await startShell(jobs, told(`while [ ! -e ${gate} ]; do sleep 0.05; done`));
    const second = await startShell(jobs, told(`: > ${gate}`));
    for (const { logs } of [first, second]) {
      await until('it is ready', () => readFileSync(logs.stdout as string, 'utf8') === 'ready\n');
    }
    expect(await reeve(jobs, 'stop', '--grace', '1m', first.id, second.id)).toMatchObject({ code: 0 });
    expect(await listed(jobs)).toMatchObject([{ exit_code: 0 }, { exit_code: 0 }]);
  });

  test('A13: a record that is cut off is told of, and its job neither lost nor removed', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    truncateSync(join(job.folder, 'spec.json'), 20);
    expect((await reeve(jobs, 'list')).out).toContain(job.id);
    expect((await listed(jobs))[0]?.warnings.join()).toContain('spec.json');
    expect((await reeve(jobs, 'show', job.id)).out).toContain('spec.json');
    expect((await reeve(jobs, 'prune')).out).toBe('0 removed\n');
    expect(await reeve(jobs, 'stop', job.id)).toMatchObject({ code: 0 });
  });

  test('A14, A20: six started at once are six jobs, listed by what they ended as and by their labels', async () => {
    const jobs = scratchJobs();
    const run = (at: number) => [
      'run',
      '--label',
      `at=${at}`,
      '--label',
      'suite=a',
      '--',
      'sh',
      '-c',
      `exit ${at % 2}`,
    ];
    const all = await Promise.all(Array.from({ length: 6 }, (_, at) => reeve(jobs, ...run(at))));
    const ids = all.map(({ out }) => out.trim());
    expect(new Set(ids).size).toBe(6);
    expect(await reeve(jobs, 'wait', ...ids)).toMatchObject({ code: 1 });
    expect(await listed(jobs, '--status', 'failed', '--status', 'running')).toHaveLength(3);
    expect(await listed(jobs, '--label', 'suite=a', '--label', 'at=5')).toMatchObject([{ id: ids[5], exit_code: 1 }]);
    expect(await listed(jobs, '--label', 'suite=a', '--label', 'at=6')).toEqual([]);
    expect((await reeve(jobs, 'prune', '--older-than', '1h')).out).toBe('0 removed\n');
    expect((await reeve(jobs, 'prune', '--status', 'failed')).out).toBe('3 removed\n');
    expect(readdirSync(join(jobs.state_dir, 'jobs'))).toHaveLength(3);
  });

  test('A18: the job reads nothing, has no descriptor of its caller’s, and hears every signal', async () => {
    const jobs = scratchJobs();
    const script = 'readlink /proc/self/fd/0; ls /proc/$$/fd; grep SigIgn /proc/self/status';
    const careless = 'trap "" TERM INT; exec 7</dev/null 9>/dev/null; exec "$@"';
    const run = [process.execPath, command, 'run', '--name', 'one', '--', 'sh', '-c', script];
    const env = { ...process.env, ...nodeEnvironment, REEVE_STATE_DIR: jobs.state_dir };
    await once(spawn('sh', ['-c', careless, 'sh', ...run], { env, stdio: 'ignore' }), 'close');
    const { logs } = await ended(jobs, 'one');
    const told = readFileSync(logs.stdout as string, 'utf8')
      .trim()
      .split('\n');
    expect(told[0]).toBe('/dev/null');
    expect(told.at(-1)).toBe('SigIgn:\t0000000000000000');
    // 10 is the shell's own.
    expect(told.slice(1, -1).filter((fd) => fd !== '10')).toEqual(['0', '1', '2']);
  });

  test('A21: what the command does the library sees, and the other way round', async () => {
    const jobs = scratchJobs();
    const id = (await reeve(jobs, 'run', '--name', 'one', '--', 'sleep', '600')).out.trim();
    expect(await jobs.list()).toMatchObject([{ id, name: 'one', status: 'running' }]);
    const job = await jobs.start({ argv: ['sleep', '600'], name: 'two' });
    expect(await reeve(jobs, 'stop', 'two')).toMatchObject({ code: 0 });
    expect(await seen(jobs, job)).toMatchObject({ status: 'cancelled' });
    await jobs.stop(id);
    expect(await listed(jobs)).toMatchObject([
      { id, status: 'cancelled' },
      { id: job.id, status: 'cancelled' },
    ]);
    expect(await reeve(jobs, 'rm', 'one', 'two')).toMatchObject({ code: 0 });
    expect(await jobs.list()).toEqual([]);
  });
});
