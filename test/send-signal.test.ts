import {
  forceKill,
  forceKillMany,
  getProcess,
  selfGroup,
  sendSignal,
  sendSignalGroup,
  sendSignalMany,
  waitPid,
} from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { exits, idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

test('a process is killed by its record', async () => {
  const job = start({ argv: idle });
  const sent = forceKill(job);
  expectValid('signal-result', sent);
  expect(sent).toMatchObject({ target: 'process', pid: job.pid, identity: job.identity, signal_sent: 'SIGKILL' });
  expect(await waitPid(job)).toMatchObject({ exited: true, ...system.killed });
});

test('names with and without SIG and numbers are the same', async () => {
  for (const signal of ['KILL', 'SIGKILL', 9]) {
    const job = start({ argv: idle });
    expect(sendSignal(job.pid, signal)).toMatchObject({ signal_sent: 'SIGKILL' });
    expect(await waitPid(job)).toMatchObject({ exited: true });
  }
});

test('one that has ended is not there any more', async () => {
  const job = start({ argv: exits(3) });
  await waitPid(job);
  expect(await refusal(sendSignal, job, 'SIGKILL')).toMatchObject({ code: expect.stringMatching(/ESRCH|REUSED/) });
});

test('this process, its parents and the first of all are never signalled', async () => {
  const parent = getProcess(process.ppid);
  const targets = [process.pid, process.ppid, parent, getProcess(process.pid)];
  if (process.platform !== 'win32') targets.push(1);
  for (const ref of targets) {
    for (const signal of ['SIGKILL', 'SIGTERM']) {
      expect(await refusal(sendSignal, ref, signal)).toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
    }
  }
});

test('each of many gets the signal once, and the result says what became of each', async () => {
  const jobs = [start({ argv: idle }), start({ argv: idle })];
  const [one, other] = jobs as [(typeof jobs)[0], (typeof jobs)[0]];
  const done = start({ argv: exits(0) });
  await waitPid(done);
  const result = forceKillMany([one, one.pid, other.pid, other, done, process.pid, 2 ** 31 - 1]);
  expectValid('signal-many-result', result);
  expect(result.signal_sent).toBe('SIGKILL');
  expect(result.succeeded).toEqual([
    { pid: one.pid, identity: one.identity },
    { pid: other.pid, identity: other.identity },
  ]);
  expect(result.skipped_safety).toEqual([expect.objectContaining({ pid: process.pid, code: 'ERR_PROTECTED_PROCESS' })]);
  expect(result.failed.map(({ pid }) => pid)).toEqual([done.pid, 2 ** 31 - 1]);
  expect(result.failed[1]).toMatchObject({ code: 'ESRCH', identity: null });
  for (const job of jobs) expect(await waitPid(job)).toMatchObject(system.killed);
  expect(sendSignalMany([], 'SIGTERM')).toMatchObject({ succeeded: [], failed: [], skipped_safety: [] });
});

test('groups that nobody but the system may signal are refused', async () => {
  const self = selfGroup();
  expectValid('self-group', self);
  expect(self).toMatchObject({ pid: process.pid, identity: getProcess(process.pid).identity });
  if (process.platform === 'win32') {
    expect(self).toMatchObject({ pgid: null, sid: null, is_group_leader: false });
    return;
  }
  const { pgid, sid } = getProcess(process.pid);
  expect(self).toMatchObject({
    pgid,
    sid,
    is_group_leader: pgid === process.pid,
    is_session_leader: sid === process.pid,
  });
  for (const group of [1, self.pgid as number, process.pid]) {
    if (group === process.pid && pgid !== process.pid) continue;
    expect(await refusal(sendSignalGroup, group, 'SIGCONT')).toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
  }
});
