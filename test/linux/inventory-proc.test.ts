import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import {
  descendants,
  listProcesses,
  type ProcessEntry,
  type ProcessFilter,
  processStats,
  sendSignal,
  sendSignalGroup,
} from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { startHeld } from '../helpers/held.js';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { startAsleep, untilAsleep } from './helpers/asleep.js';
import { asNobody, needsRoot } from './helpers/privileges.js';
import { allStats, isAlive, readStat, statusField } from './helpers/proc.js';

async function all(filter: ProcessFilter = {}) {
  const list = await listProcesses(filter, { include_env: true, include_cwd: true, include_threads: true });
  expectValid('process-list', list);
  return list;
}

async function one(pid: number) {
  const list = await all({ pid_in: [pid] });
  const [entry] = list.processes;
  if (entry === undefined) throw new Error(`${pid} is not listed`);
  return { entry, warnings: list.warnings };
}

const fixed = ({ identity, ppid, pgid, sid, uid }: ProcessEntry) => [identity, ppid, pgid, sid, uid];

test('the list is what /proc and ps say', async () => {
  await startHeld({ argv: [program('tree'), '3', '2'] });
  const before = new Set(allStats().map(({ pid }) => pid));
  const { processes } = await all();
  const after = new Set(allStats().map(({ pid }) => pid));
  const listed = new Map(processes.map((entry) => [entry.pid, entry]));
  for (const pid of before) if (after.has(pid)) expect(listed.has(pid), `${pid} is listed`).toBe(true);
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,pgid=,sid=,euid=,nlwp=,comm='], { encoding: 'latin1' });
  const again = new Map((await all()).processes.map((entry) => [entry.pid, entry]));
  const lines = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  let compared = 0;
  for (const [pid, ppid, pgid, sid, uid, threads] of lines.map((line) => line.map(Number))) {
    const entry = listed.get(pid as number);
    const later = again.get(pid as number);
    // The same process still, and with the parent, the group and the user that it had when ps looked.
    if (entry === undefined || later === undefined || JSON.stringify(fixed(entry)) !== JSON.stringify(fixed(later))) {
      continue;
    }
    expect([entry.ppid, entry.pgid, entry.sid, entry.uid]).toEqual([ppid, pgid, sid, uid]);
    if (later.state === 'zombie' || entry.thread_count !== later.thread_count) continue;
    expect(Math.abs((entry.thread_count ?? 0) - (threads as number))).toBeLessThan(20);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(13);
});

test('names and arguments that are not UTF-8 are listed, with a remark', async () => {
  const { job } = await startReady({ argv: [program('named'), 'fffe20626164'] });
  const argv = `exec ${program('ignore_term')} '' $'\\xff' ''`;
  const { job: other } = await startReady({ argv: ['bash', '-c', argv] });
  const { processes, warnings } = await all({ pid_in: [job.pid, other.pid] });
  expect(processes.find(({ pid }) => pid === job.pid)?.name).toBe('\ufffd\ufffd bad');
  expect(processes.find(({ pid }) => pid === other.pid)?.cmdline).toEqual([program('ignore_term'), '', '\ufffd', '']);
  const [less, more] = [job.pid, other.pid].sort((a, b) => a - b);
  expect(warnings).toEqual([`processes ${less}, ${more}: bytes that are not UTF-8 were replaced by U+FFFD`]);
  const byName = await all({ name_equals: '\ufffd\ufffd bad', pid_in: [job.pid] });
  expect(byName.processes).toHaveLength(1);
});

test('a name that looks like a line of stat is only a name', async () => {
  const hex = Buffer.from(') Z 1 1 1 1 1').toString('hex');
  const { job } = await startReady({ argv: [program('named'), hex] });
  await untilAsleep(job.pid, [program('named'), hex]);
  expect((await one(job.pid)).entry).toMatchObject({ name: ') Z 1 1 1 1 1', state: 'sleeping', ppid: process.pid });
});

test('a kernel thread and a zombie are listed', async (ctx) => {
  const foster = await startFoster(3);
  await foster.end();
  const { entry } = await one(foster.child);
  expect(entry).toMatchObject({ state: 'zombie', exe_path: null, cmdline: [], cwd: null, memory_kb: 0 });
  expect((await all({ state_in: ['zombie'], ppid: foster.parent.pid })).processes).toHaveLength(1);
  expect((await refusal(sendSignal, foster.child, 'SIGTERM')).message).toContain('only waiting to be reaped');
  await foster.reap();
  if (readStat(2)?.name !== 'kthreadd') return ctx.skip('pid 2 is no kernel thread here');
  expect((await one(2)).entry).toMatchObject({ name: 'kthreadd', exe_path: null, cmdline: [], ppid: 0 });
});

test("what may not be read of another user's process is null", async (ctx) => {
  needsRoot(ctx);
  const nobody = await Remote.start('remote.mjs', asNobody);
  const job = await startAsleep();
  const options = { include_env: true, include_cwd: true };
  type List = { processes: Record<string, unknown>[] };
  const { processes } = await nobody.call<List>('listProcesses', [{ pid_in: [job.pid] }, options], 'process-list');
  expect(processes).toEqual([expect.objectContaining({ exe_path: null, env: null, cwd: null, uid: 0, user: 'root' })]);
  expect(processes[0]).toMatchObject({ identity: job.identity, cmdline: ['sleep', '1000'] });
  const stats = await nobody.call('processStats', [job.pid], 'process-stats');
  expect(stats).toMatchObject({ io_read_bytes: null, io_written_bytes: null, thread_count: 1 });
  expect(await nobody.refusal('sendSignal', [job, 'SIGTERM'])).toMatchObject({ code: 'EPERM' });
  const many = await nobody.call('sendSignalMany', [[job], 'SIGTERM'], 'signal-many-result');
  expect(many).toMatchObject({ succeeded: [], failed: [{ pid: job.pid, identity: job.identity, code: 'EPERM' }] });
  expect(isAlive(job.pid)).toBe(true);
});

test('threads are told of one by one', async () => {
  const { job } = await startReady({ argv: [program('threads'), '3'] });
  const tids = readdirSync(`/proc/${job.pid}/task`).map(Number);
  // A thread that is up may yet be on its way to sleep.
  await until('every thread sleeps', () => tids.every((tid) => readStat(tid)?.state === 'S'));
  const { entry } = await one(job.pid);
  expect(entry.threads?.map(({ tid }) => tid)).toEqual(tids);
  expect(entry.thread_count).toBe(tids.length);
  for (const thread of entry.threads ?? []) expect(thread).toMatchObject({ name: 'threads', state: 'sleeping' });
});

test('a child that a second thread forked is a descendant', async () => {
  const { job, pids } = await startHeld({ argv: [program('thread_fork')] });
  const result = await descendants(job, { fields: ['ppid'] });
  expectValid('descendants-result', result);
  expect(result.levels).toEqual([{ level: 1, found: 1, processes: [{ pid: pids[0], ppid: job.pid }] }]);
});

test('the stats are what /proc says', async () => {
  const { job } = await startHeld({ argv: [program('threads'), '3'] });
  const numberIn = (file: string, pattern: RegExp) =>
    Number(readFileSync(`/proc/${job.pid}/${file}`, 'utf8').match(pattern)?.[1]);
  const told = () => ({
    read: numberIn('io', /^read_bytes: (\d+)$/m),
    written: numberIn('io', /^write_bytes: (\d+)$/m),
    rss: Number(statusField(job.pid, 'VmRSS').split(' ')[0]),
    voluntary: readdirSync(`/proc/${job.pid}/task`)
      .map((tid) => numberIn(`task/${tid}/status`, /^voluntary_ctxt_switches:\t(\d+)$/m))
      .reduce((sum, count) => sum + count),
  });
  // Its threads may be on their way to sleep yet.
  const { stats, proc } = await until('it does nothing while it is asked about', async () => {
    const before = told();
    const stats = await processStats(job, { include_pss: true, include_switches: true });
    return JSON.stringify(told()) === JSON.stringify(before) && { stats, proc: before };
  });
  expectValid('process-stats', stats);
  expect(stats).toMatchObject({ io_read_bytes: proc.read, io_written_bytes: proc.written });
  expect(stats).toMatchObject({ source: 'process', process_count: 1, thread_count: 4, identity: job.identity });
  expect(Math.abs((stats.memory_kb ?? 0) - proc.rss)).toBeLessThan(512);
  expect(stats.voluntary_switches).toBe(proc.voluntary);
  // Its share of a library's pages is another one whenever any program begins or ends that has them too.
  const pss = () => numberIn('smaps_rollup', /^Pss: +(\d+) kB$/m);
  await until('its share is what the kernel says', async () => {
    const before = pss();
    const { pss_kb } = await processStats(job, { include_pss: true });
    return pss() === before && pss_kb === before;
  });
});

test('a group is signalled by its number and by the record of its leader', async () => {
  const held = await startHeld({ argv: [program('tree'), '2', '1'] });
  const sent = sendSignalGroup(held.job.pgid, 'SIGSTOP');
  expectValid('signal-result', sent);
  expect(sent).toMatchObject({ target: 'group', pid: held.job.pgid, identity: null, signal_sent: 'SIGSTOP' });
  expect(sendSignalGroup(held.job, 'SIGCONT')).toMatchObject({ identity: held.job.identity });
  const [member] = (await descendants(held.job)).levels[0]?.processes ?? [];
  const complaint = await refusal(sendSignalGroup, member, 'SIGKILL');
  expect(complaint).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining('leads no group') });
  expect(sendSignalGroup(held.job, 'SIGKILL')).toMatchObject({ signal_sent: 'SIGKILL' });
  await held.gone;
  // Dead members that nobody has reaped yet are still a group.
  await until('the group is no more', () => !allStats().some(({ pgid }) => pgid === held.job.pgid));
  expect(await refusal(sendSignalGroup, held.job.pgid, 'SIGKILL')).toMatchObject({ code: 'ESRCH' });
});
