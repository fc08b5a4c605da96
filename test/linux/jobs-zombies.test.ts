import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import type { Job, Jobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { scratchJobs, seen, startShell, toldNumber } from '../helpers/durable-jobs.js';
import { refusal } from '../helpers/refusal.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { startUnderBadInit } from './helpers/bad-init.js';
import { keeperOf } from './helpers/keeper.js';
import { isAlive, membersOf, readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper');

/** A first process that leaves a child behind and ends with 5 when it is told to; `end` tells it. */
function leavesChild() {
  const gate = join(scratchFolder(), 'gate');
  spawnSync('mkfifo', [gate]);
  return { script: `sleep 600 & echo $!; read go < ${gate}; exit 5`, end: () => writeFileSync(gate, 'go\n') };
}

const childOf = (job: Job) => toldNumber(job, /^(\d+)\n/);
const isZombie = (pid: number) => readStat(pid)?.state === 'Z';

/** It runs: for who looks, who waits, and who would remove it. */
async function expectRunning(jobs: Jobs, job: Job, more: object): Promise<void> {
  expect(await seen(jobs, job)).toMatchObject({ status: 'running', ...more });
  expect(await jobs.list({ status: 'running' })).toMatchObject([{ id: job.id }]);
  expect(await jobs.wait(job, { timeout_ms: 30 })).toMatchObject({ status: 'running' });
  expect(await refusal(() => jobs.remove(job))).toMatchObject({ code: 'ERR_JOB_RUNNING' });
  expect((await jobs.prune()).removed).toEqual([]);
}

async function expectGone(jobs: Jobs, job: Job, more: object): Promise<void> {
  expect(membersOf(job.pgid as number)).toEqual([]);
  expect(await seen(jobs, job)).toMatchObject({ status: 'cancelled', ...more });
  expect((await jobs.prune()).removed).toMatchObject([{ id: job.id }]);
}

describe.runIf(capabilities().keeper.available).each(kinds)('a first process that nobody reaps: %s', (containment) => {
  test.each(['stop', 'kill'] as const)(
    'A8: under an init that never reaps, a job whose first process has ended runs until its %s',
    async (verb) => {
      const jobs = scratchJobs();
      const { script, end } = leavesChild();
      const { job, init } = await startUnderBadInit(jobs, { argv: ['sh', '-c', script], containment });
      const child = await childOf(job);
      end();
      await until('the first process has ended', async () => (await seen(jobs, job)).exit_code === 5);
      await expectRunning(jobs, job, { exit_code: 5, warnings: [] });
      expect(isAlive(child)).toBe(true);
      expect(await jobs[verb](job)).toMatchObject({ status: 'cancelled', exit_code: 5 });
      const keeper = keeperOf(job as never).pid;
      // It lets go of its files before it is one.
      await until('the keeper is a zombie', () => isZombie(keeper));
      expect(readStat(keeper), 'it is nobody’s to reap').toMatchObject({ state: 'Z', ppid: init });
      await expectGone(jobs, job, { exit_code: 5 });
    },
  );

  test('A8: a zombie first process, taken in by an init that never reaps, hides none that lives of its group', async () => {
    const jobs = scratchJobs();
    const { script, end } = leavesChild();
    const { job, init } = await startUnderBadInit(jobs, { argv: ['sh', '-c', script], containment });
    const child = await childOf(job);
    const keeper = keeperOf(job as never).pid;
    process.kill(keeper, 'SIGKILL');
    await until('the keeper is a zombie', () => isZombie(keeper));
    end();
    await until('the first process is a zombie', () => isZombie(job.pid as number));
    expect(readStat(job.pid as number)?.ppid).toBe(init);
    await expectRunning(jobs, job, { tree_kill_reliability: 'best_effort' });
    expect(membersOf(job.pgid as number)).toEqual([child]);
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled' });
    expect(isZombie(job.pid as number)).toBe(true);
    await expectGone(jobs, job, { exit_code: null, signal: null, tree_kill_reliability: 'best_effort' });
  });

  test('A8: a zombie first process whose keeper stands still: it runs, and how it ended is told later', async () => {
    const jobs = scratchJobs();
    const { script, end } = leavesChild();
    const job = await startShell(jobs, script, { containment });
    await childOf(job);
    const keeper = keeperOf(job as never).pid;
    process.kill(keeper, 'SIGSTOP');
    try {
      await until('the keeper stands still', () => readStat(keeper)?.state === 'T');
      end();
      await until('the first process is a zombie', () => isZombie(job.pid as number));
      await expectRunning(jobs, job, { exit_code: null });
    } finally {
      process.kill(keeper, 'SIGCONT');
    }
    await until('how it ended is told', async () => (await seen(jobs, job)).exit_code === 5);
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled', exit_code: 5 });
    await expectGone(jobs, job, { exit_code: 5 });
  });
});
