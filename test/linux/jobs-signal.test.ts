import { readFileSync } from 'node:fs';
import { capabilities, sendSignal } from 'reeve';
import { describe, expect, test } from 'vitest';
import { edit, ended, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { isAlive, readStat } from './helpers/proc.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper');
const told = (job: { logs: { stdout: string | null } }) => readFileSync(job.logs.stdout as string, 'utf8');

/** A shell, a child of it, and one in a session of its own, each of which says what it was sent. */
const family = `
  say() { trap "echo $1 HUP" HUP; echo $1 ready; while :; do sleep 0.05; done; }
  (say child) & (setsid sh -c 'trap "echo stranger HUP" HUP; echo stranger ready; while :; do sleep 0.05; done' &)
  say first`;

describe.runIf(capabilities().keeper.available).each(kinds)('signals to a durable job: %s', (containment) => {
  async function startFamily() {
    const jobs = scratchJobs();
    const job = await startShell(jobs, family, { containment: containment as 'keeper' });
    await until('all three wait for signals', () => (told(job).match(/ready/g) ?? []).length === 3);
    return { jobs, job };
  }

  test('the first process gets it, and nobody else', async () => {
    const { jobs, job } = await startFamily();
    const result = await jobs.signal(job, 'HUP');
    expectValid('signal-job-result', result);
    expect(result).toMatchObject({ id: job.id, to: 'first', signal_sent: 'SIGHUP' });
    expect(result.succeeded).toEqual([{ pid: job.pid, identity: job.identity }]);
    await until('it acted on it', () => told(job).includes('first HUP'));
    // The others are asked after it: had they been sent it too, they would have said so before the next.
    await jobs.signal(job, 'HUP');
    await until('it acted on the second', () => told(job).match(/first HUP/g)?.length === 2);
    expect(told(job)).not.toMatch(/(child|stranger) HUP/);
  });

  test('all of it gets it, each once, also who left group, session and parent', async () => {
    const { jobs, job } = await startFamily();
    const result = await jobs.signal(job.id, 1, { to: 'all' });
    expectValid('signal-job-result', result);
    expect(result).toMatchObject({ to: 'all', signal_sent: 'SIGHUP', failed: [], skipped_safety: [], warnings: [] });
    expect(new Set(result.succeeded.map(({ pid }) => pid)).size).toBe(result.succeeded.length);
    await until('all three said so', () =>
      ['first', 'child', 'stranger'].every((who) => told(job).includes(`${who} HUP`)),
    );
  });

  test('it stands still whole after SIGSTOP, goes on after SIGCONT, and is not cancelled by either', async () => {
    const { jobs, job } = await startFamily();
    await jobs.signal(job, 'SIGSTOP', { to: 'all' });
    const { processes } = await jobs.processes(job, { fields: ['state'] });
    expect(processes.length).toBeGreaterThanOrEqual(3);
    const stopped = ({ pid }: { pid: number }) => readStat(pid)?.state === 'T';
    // One that had ended before its parent stopped is reaped by that later.
    await until('all of it stands still', () => processes.every((one) => stopped(one) || !isAlive(one.pid)));
    expect(processes.filter(stopped).length).toBeGreaterThanOrEqual(3);
    await jobs.signal(job, 'SIGCONT', { to: 'all' });
    await until('all of it goes on', () => !processes.some(stopped));
    expect(await seen(jobs, job)).toMatchObject({ status: 'running', cancel_requested_unix_ms: null });
  });

  test('who goes on starting programs is not sent it for each of them', async () => {
    const jobs = scratchJobs();
    const script = 'trap "echo caught" USR2; echo ready; while :; do sleep 0.01; done';
    const job = await startShell(jobs, script, { containment: containment as 'keeper' });
    await until('it is ready', () => told(job).includes('ready'));
    const { succeeded, warnings } = await jobs.signal(job, 'USR2', { to: 'all' });
    expect(succeeded.filter(({ pid }) => pid === job.pid)).toHaveLength(1);
    expect(succeeded.length).toBeLessThan(10);
    expect(warnings).toEqual([]);
    await until('it acted on it', () => told(job).includes('caught'));
    expect(told(job).match(/caught/g)).toHaveLength(1);
  });

  test('SIGSTOP to all leaves nobody running behind it, however fast they are born', async () => {
    const jobs = scratchJobs();
    const argv = [program('churn'), '1000000'];
    const job = await jobs.start({ argv, containment: containment as 'keeper' });
    await until('it begins', () => told(job).includes('ready'));
    expect(await jobs.signal(job, 'SIGSTOP', { to: 'all' })).toMatchObject({ warnings: [] });
    const look = async () => (await jobs.processes(job, { fields: ['state'] })).processes;
    // Each stops when it is its turn to run.
    const stopped = await until('nobody runs', async () => {
      const processes = await look();
      return processes.every(({ state }) => state === 'stopped' || state === 'zombie') && processes;
    });
    expect(await look()).toEqual(stopped);
    await jobs.kill(job);
  });

  test('its processes are told whole, and nobody of a job that is over', async () => {
    const { jobs, job } = await startFamily();
    const list = await jobs.processes(job);
    expectValid('process-list', list);
    expect(list.processes.map(({ pid }) => pid)).toContain(job.pid);
    const few = await jobs.processes(job, { fields: ['name'] });
    expect(Object.keys(few.processes[0] ?? {})).toEqual(['pid', 'name', 'identity']);
    await jobs.kill(job);
    const none = await jobs.processes(job);
    expectValid('process-list', none);
    expect(none.processes).toEqual([]);
  });
});

describe.runIf(capabilities().keeper.available)('who is not signalled', () => {
  test('A6: a job that is over, and a process that got its pid', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exit 0');
    await ended(jobs, job);
    for (const to of ['first', 'all'] as const) {
      expect(await refusal(() => jobs.signal(job, 'TERM', { to }))).toMatchObject({ code: 'ERR_JOB_OVER' });
    }
    const stranger = await startShell(jobs, 'exec sleep 600');
    const stale = await startShell(jobs, 'exec sleep 600');
    // The record of a job whose pid and keeper are others' by now, as after a restart of the machine.
    await jobs.kill(stale);
    edit<{ record: { pid: number; containment: { keeper: { pid: number } } } }>(
      stale,
      'keeper/job.json',
      ({ record }) => {
        record.pid = stranger.pid as number;
        record.containment.keeper.pid = stranger.pid as number;
      },
    );
    for (const to of ['first', 'all'] as const) {
      await refusal(() => jobs.signal(stale, 'KILL', { to }));
    }
    expect(isAlive(stranger.pid as number)).toBe(true);
  });

  test('the first process when it has ended: the others are named', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'sleep 600 & exit 5');
    await until('the first has ended', async () => (await seen(jobs, job)).exit_code === 5);
    expect(await refusal(() => jobs.signal(job, 'CONT'))).toMatchObject({ code: 'ERR_PROCESS_ENDED' });
    const { succeeded } = await jobs.signal(job, 'KILL', { to: 'all' });
    expect(succeeded).toHaveLength(1);
    expect(await ended(jobs, job)).toMatchObject({ status: 'failed', exit_code: 5 });
  });

  test('one that ends by a signal has failed and was not cancelled', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    await jobs.signal(job, 'USR1');
    expect(await ended(jobs, job)).toMatchObject({ status: 'failed', signal: 'SIGUSR1' });
  });

  test.each([
    ['no signal', ['TREM'], 'ERR_INVALID_ARG'],
    ['signal 0', [0], 'ERR_INVALID_ARG'],
    ['nobody that there is', ['TERM', { to: 'group' }], 'ERR_INVALID_ARG'],
    ['an option that does not exist', ['TERM', { all: true }], 'ERR_INVALID_ARG'],
  ])('%s is refused as it is elsewhere', async (_what, args, code) => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    const call = () =>
      jobs.signal(job, ...(args as Parameters<typeof jobs.signal> extends [unknown, ...infer R] ? R : never));
    expect(await refusal(call)).toMatchObject({ code });
    expect(await refusal(() => jobs.signal(job, 'TREM', { to: 'all' }))).toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(await refusal(() => sendSignal({ pid: job.pid as number }, 'TREM'))).toMatchObject({
      code: 'ERR_INVALID_ARG',
    });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
  });

  test('no job of this name', async () => {
    expect(await refusal(() => scratchJobs().signal('nobody', 'TERM'))).toMatchObject({ code: 'ERR_JOB_NOT_FOUND' });
  });
});
