import { capabilities, getProcess, terminateTree } from 'reeve';
import type { Job, Jobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { scratchJobs, seen, startShell, toldNumber } from '../helpers/durable-jobs.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { killKeeper } from './helpers/keeper.js';
import { isAlive, readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper');

/** Ways out of a job's group. Each prints the pid of who took it. */
const ways: [string, string][] = [
  ['a group of its own, as a shell with job control gives it', `bash -c 'set -m; sleep 600 & echo ready $!; wait'`],
  ['a session of its own', "setsid sh -c 'echo ready $$; exec sleep 600' & wait"],
  ['a daemon of its own session', `${program('daemon')} keep`],
  ['a daemon with an emptied environment', `${program('daemon')} empty`],
  ['an orphan of its own group with an emptied environment', `${program('daemon')} session`],
  ['a grandchild of its own session', `${program('daemon')} child`],
];
const way = (name: string) => ways.find(([what]) => what.includes(name))?.[1] as string;

async function startEscaping(jobs: Jobs, script: string, containment: string): Promise<{ job: Job; escaped: number }> {
  const job = await startShell(jobs, script, { containment: containment as 'keeper' });
  const escaped = await toldNumber(job, /^ready (\d+)\n/m);
  await until('it has left the group', () => readStat(escaped)?.pgid !== job.pgid);
  return { job, escaped };
}

describe.runIf(capabilities().keeper.available).each(kinds)(
  'who leaves the group of a durable job: %s',
  (containment) => {
    test.each(ways)('A11: %s is ended by stop', async (_way, script) => {
      const jobs = scratchJobs();
      const { job, escaped } = await startEscaping(jobs, script, containment);
      const end = await jobs.stop(job);
      expect(end).toMatchObject({ status: 'cancelled', tree_kill_reliability: 'guaranteed', warnings: [] });
      expect([job.pid as number, escaped].filter(isAlive)).toEqual([]);
    });

    test('A11: is the job alone when all else of it has ended, and ended by kill', async () => {
      const jobs = scratchJobs();
      const { job, escaped } = await startEscaping(
        jobs,
        'setsid sh -c "echo ready \\$\\$; exec sleep 600" & exit 0',
        containment,
      );
      await until('the first process has ended', async () => (await seen(jobs, job)).exit_code === 0);
      expect(await jobs.list({ status: 'running' })).toMatchObject([{ id: job.id, exit_code: 0 }]);
      expect(await jobs.kill(job)).toMatchObject({ status: 'cancelled', exit_code: 0 });
      expect(isAlive(escaped)).toBe(false);
    });

    test.each(['session of its own', 'daemon of its own session'])(
      'A11: once the keeper was killed that is best effort, and %s is found all the same',
      async (name) => {
        const jobs = scratchJobs();
        const { job, escaped } = await startEscaping(jobs, way(name), containment);
        await killKeeper(job as never);
        expect(await seen(jobs, job)).toMatchObject({ status: 'running', tree_kill_reliability: 'best_effort' });
        const end = await jobs.stop(job);
        expect(end).toMatchObject({ status: 'cancelled', tree_kill_reliability: 'best_effort' });
        expect([job.pid as number, escaped].filter(isAlive)).toEqual([]);
        expect(await seen(jobs, job)).toEqual(end);
      },
    );

    test('A11: no end is promised after the fact: a killed keeper’s job stays best effort, its exit known or not', async () => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'sleep 600 & exit 5', { containment: containment as 'keeper' });
      await until('the first process has ended', async () => (await seen(jobs, job)).exit_code === 5);
      await killKeeper(job as never);
      expect(await seen(jobs, job)).toMatchObject({ status: 'running', tree_kill_reliability: 'best_effort' });
      const end = { status: 'cancelled', exit_code: 5, tree_kill_reliability: 'best_effort' };
      expect(await jobs.stop(job)).toMatchObject(end);
      expect(await seen(jobs, job)).toMatchObject(end);
    });
  },
);

describe.runIf(kinds.includes('keeper'))(
  'who leaves a durable job without a trace, after its keeper was killed',
  () => {
    test('A11: may be missed, so nothing says that all of it has ended', async () => {
      const jobs = scratchJobs();
      const { job, escaped } = await startEscaping(jobs, way('a daemon with an emptied'), 'keeper');
      const record = getProcess(escaped);
      await killKeeper(job as never);
      const end = await jobs.stop(job);
      expect(end).toMatchObject({ status: 'cancelled', tree_kill_reliability: 'best_effort' });
      expect(isAlive(job.pid as number)).toBe(false);
      await terminateTree(record, { signal: 'SIGKILL' }).catch(({ code }) => expect(code).toBe('ESRCH'));
      expect(isAlive(escaped)).toBe(false);
    });
  },
);
