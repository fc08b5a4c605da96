import { existsSync, readFileSync } from 'node:fs';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { until } from '../helpers/until.js';
import { killKeeper } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper');
const pidsIn = (path: string | null) => (readFileSync(path as string, 'utf8').match(/\d+/g) ?? []).map(Number);

/** A job that wrote this many pids. */
async function startTelling(jobs: ReturnType<typeof scratchJobs>, count: number, script: string, containment?: string) {
  const job = await startShell(jobs, script, { containment: containment as 'keeper' });
  const pids = await until('it told its pids', () => {
    const told = pidsIn(job.logs.stdout);
    return told.length >= count && readFileSync(job.logs.stdout as string, 'utf8').endsWith('\n') ? told : null;
  });
  return { job, pids };
}

describe.runIf(capabilities().keeper.available).each(kinds)('the tree of a durable job: %s', (containment) => {
  test.each(['stop', 'kill'] as const)('A3: %s reaches all of it', async (verb) => {
    const jobs = scratchJobs();
    const script = 'sleep 600 & echo $!; sleep 600 & echo $!; echo $$; wait';
    const { job, pids } = await startTelling(jobs, 3, script, containment);
    expect(await jobs[verb](job)).toMatchObject({ status: 'cancelled' });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test.each([
    ['env', ['env', 'A=1', 'sleep', '600']],
    ['nice', ['nice', 'sleep', '600']],
    ['a shell that executes', ['bash', '-c', 'echo x; exec sleep 600']],
    ['a script of another interpreter', ['/usr/bin/env', 'node', '-e', 'setInterval(() => {}, 1000)']],
  ])('A7: a chain of programs stays running and can be stopped: %s', async (_what, argv) => {
    const jobs = scratchJobs();
    const job = await jobs.start({ argv, containment: containment as 'keeper' });
    await until('the last program runs', () => readFileSync(`/proc/${job.pid}/cmdline`, 'utf8').match(/^(sleep|node)/));
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled' });
    expect(isAlive(job.pid as number)).toBe(false);
  });

  test('A8: it runs on when its first process has ended: not to be removed, and ended whole', async () => {
    const jobs = scratchJobs();
    const { job, pids } = await startTelling(jobs, 1, 'sleep 600 & echo $!; exit 5', containment);
    await until('the first process has ended', async () => (await seen(jobs, job)).exit_code === 5);
    expect(await seen(jobs, job)).toMatchObject({ status: 'running', exit_code: 5 });
    expect(await refusal(() => jobs.remove(job))).toMatchObject({ code: 'ERR_JOB_RUNNING' });
    expect((await jobs.prune()).removed).toEqual([]);
    expect(await jobs.wait(job, { timeout_ms: 30 })).toMatchObject({ status: 'running' });
    expect(pids.every(isAlive)).toBe(true);
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled', exit_code: 5 });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('A9: a child that ignores the request is ended though its parent obeyed', async () => {
    const jobs = scratchJobs();
    const script = `(trap "" TERM; exec ${program('ignore_term')}) & echo $!; wait`;
    const { job, pids } = await startTelling(jobs, 1, script, containment);
    await until('it ignores it', () => readFileSync(job.logs.stdout as string, 'utf8').includes('ready'));
    expect(await jobs.stop(job, { grace_timeout_ms: 200 })).toMatchObject({ status: 'cancelled' });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('A10: one that ignores the request is ended after the grace, and that is a success', async () => {
    const jobs = scratchJobs();
    const { job } = await startTelling(jobs, 1, 'trap "" TERM; echo $$; while :; do sleep 1; done', containment);
    const began = performance.now();
    expect(await jobs.stop(job, { grace_timeout_ms: 300 })).toMatchObject({ status: 'cancelled', signal: 'SIGKILL' });
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
    expect(isAlive(job.pid as number)).toBe(false);
  });

  test('when its keeper is killed it is running still, with a warning, and can be stopped', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 600 & wait', { containment: containment as 'keeper' });
    await killKeeper(job as never);
    const left = await seen(jobs, job);
    expect(left).toMatchObject({ status: 'running', tree_kill_reliability: 'best_effort' });
    expect(left.warnings.join()).toContain('keeper was killed');
    expect(await jobs.wait(job, { timeout_ms: 20 })).toMatchObject({ status: 'running' });
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled', exit_code: null, signal: null });
    expect(isAlive(job.pid as number)).toBe(false);
  });

  test('one that ends by itself after its keeper was killed is orphaned, and waits hear of it', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600', { containment: containment as 'keeper' });
    await killKeeper(job as never);
    const waiting = ended(jobs, job);
    process.kill(job.pid as number, 'SIGKILL');
    expect(await waiting).toMatchObject({ status: 'orphaned', exit_code: null, signal: null });
    expect((await jobs.prune()).removed).toHaveLength(1);
    expect(existsSync(job.folder)).toBe(false);
  });
});

describe.runIf(capabilities().keeper.available)('ending durable jobs', () => {
  test('A20: cancelled stays cancelled, for everybody and for good', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'trap "exit 0" TERM; while :; do sleep 0.05; done');
    await jobs.stop(job);
    const other = await inProgram(jobs, 'console.log(JSON.stringify(await jobs.get(args[0])))', [job.id]);
    expect(JSON.parse(other)).toMatchObject({ status: 'cancelled' });
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled' });
  });

  test('a job that was over before it was stopped is what it was', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exit 3');
    const end = await ended(jobs, job);
    expect(await jobs.stop(job)).toEqual(end);
    expect(await jobs.kill(job)).toEqual(end);
    expect(existsSync(`${job.folder}/cancel.json`)).toBe(false);
  });

  test('a program may end a job that another one started, while that one waits', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 600');
    const waiting = ended(jobs, job);
    await inProgram(jobs, 'await jobs.stop(args[0])', [job.id]);
    expect(await waiting).toMatchObject({ status: 'cancelled', signal: 'SIGTERM' });
  });

  test('many stop one job at once', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 600');
    const all = await Promise.all(Array.from({ length: 8 }, () => jobs.stop(job)));
    for (const end of all) expect(end).toMatchObject({ status: 'cancelled' });
  });

  test('A20: ending the wait leaves the job alone', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 600');
    const signal = AbortSignal.timeout(20);
    await expect(jobs.wait(job, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
  });

  test('with on_parent_exit kill it ends with its launcher, and is on record as it ended', async () => {
    const jobs = scratchJobs();
    const start = `console.log((await jobs.start({ argv: ['sleep', '600'], on_parent_exit: 'kill' })).id)`;
    const id = (await inProgram(jobs, start)).trim();
    expect(await ended(jobs, id)).toMatchObject({ status: 'failed', signal: 'SIGKILL' });
  });
});
