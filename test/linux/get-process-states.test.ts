import { readFileSync } from 'node:fs';
import { checkIdentity, getProcess, type ProcessInfo, type ProcessRef, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { startAsleep } from './helpers/asleep.js';
import { readStat } from './helpers/proc.js';

function look(ref: ProcessRef, options = {}): ProcessInfo {
  const info = getProcess(ref, options);
  expectValid('process-info', info);
  return info;
}

test('a zombie is described, with what is left of it', async () => {
  const foster = await startFoster(3);
  const before = look(foster.child);
  await foster.end();
  expect(readStat(foster.child)?.state).toBe('Z');
  const zombie = look(before, { include_env: true, include_cwd: true });
  expect(zombie).toMatchObject({ state: 'zombie', exe_path: null, cmdline: [], cwd: null, memory_kb: 0 });
  expect(zombie).toMatchObject({ identity: before.identity, ppid: foster.parent.pid, name: 'parent', uid: 0 });
  expect([null, {}]).toContainEqual(zombie.env);
  await foster.reap();
});

test('a stopped process is stopped, and a continued one is not', async () => {
  const job = await startAsleep();
  process.kill(job.pid, 'SIGSTOP');
  await until('it is stopped', () => readStat(job.pid)?.state === 'T');
  expect(look(job).state).toBe('stopped');
  process.kill(job.pid, 'SIGCONT');
  await until('it goes on', () => readStat(job.pid)?.state === 'S');
  expect(look(job).state).toBe('sleeping');
});

test('a kernel thread has no executable and no arguments', (ctx) => {
  const kthreadd = readStat(2);
  if (kthreadd?.ppid !== 0 || kthreadd.name !== 'kthreadd') return ctx.skip('pid 2 is no kernel thread here');
  expect(look(2)).toMatchObject({
    name: 'kthreadd',
    exe_path: null,
    cmdline: [],
    ppid: 0,
    pgid: 0,
    sid: 0,
    memory_kb: 0,
  });
  expect(look(2).identity).toMatch(/./);
});

test('a process whose first thread has ended while others live is no zombie', async () => {
  const { job } = await startReady({ argv: [program('threads'), '2', 'leave'] });
  await until('the first thread is dead', () => readStat(job.pid)?.state === 'Z');
  const living = readFileSync(`/proc/${job.pid}/status`, 'utf8');
  expect(living).toMatch(/^Threads:\t3$/m);
  const info = look(job);
  expect(info.state).not.toBe('zombie');
  expect(info.thread_count).toBe(3);
  const check = checkIdentity(job);
  expectValid('identity-check', check);
  expect(check).toMatchObject({ status: 'same', zombie: false });
  const waited = await waitPid(job, { timeout_ms: 50 });
  expectValid('wait-pid-result', waited);
  expect(waited).toMatchObject({ exited: false, timed_out: true });
});

test('a process in a long system call is asleep, and one that computes runs', async () => {
  const sleeper = start({ argv: ['sleep', '1000'] });
  const runner = start({ argv: ['sh', '-c', 'while :; do :; done'] });
  await until('one sleeps and one runs', () => look(sleeper).state === 'sleeping' && look(runner).state === 'running');
});
