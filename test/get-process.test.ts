import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { getProcess, type ProcessInfo, type ProcessRef, ReeveError, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { forgotten } from './helpers/forgotten.js';
import { start, startReady } from './helpers/jobs.js';
import { exits, idle, program } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { scratchFolder } from './helpers/scratch.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

function look(ref: ProcessRef, options = {}): ProcessInfo {
  const info = getProcess(ref, options);
  expectValid('process-info', info);
  return info;
}

function refusalOf(ref: ProcessRef): ReeveError {
  try {
    getProcess(ref);
  } catch (error) {
    expect(error).toBeInstanceOf(ReeveError);
    expectValid('error', (error as ReeveError).toJSON());
    return error as ReeveError;
  }
  throw new Error('getProcess found a process');
}

test('this process is described', () => {
  const info = look(process.pid);
  expect(info).toMatchObject({ pid: process.pid, ppid: process.ppid, exe_path: process.execPath, warnings: [] });
  expect(info.ppid).toBe(system.parentOf(process.pid));
  expect(info.cmdline?.[0]).toBe(process.argv0);
  expect(info.memory_kb).toBeGreaterThan(10_000);
  expect(info.thread_count).toBeGreaterThan(2);
  expect(info.user).toMatch(/./);
});

test('a job is described, with the arguments it was given', async () => {
  const argv = [program('sleeper'), '', 'a b', '"quoted"', 'back\\slash\\', 'žluť 日本 🎏', ''];
  const { job } = await startReady({ argv });
  const info = look(job);
  expect(info).toMatchObject({ ppid: process.pid, cmdline: argv, identity: job.identity, warnings: [] });
  expect(info.name).toBe(basename(program('sleeper')));
  expect(basename(info.exe_path ?? '')).toBe(basename(program('sleeper')));
});

test('a job has started now, and grows older', async () => {
  const before = Date.now();
  const { job } = await startReady({ argv: [program('sleeper')] });
  const info = look(job);
  const after = Date.now();
  // Worked out anew from the clock each time, where the system counts from its boot.
  expect(Math.abs((info.start_time_unix_ms ?? 0) - (job.start_time_unix_ms ?? 0))).toBeLessThan(5);
  // A clock tick is up to 16 ms.
  const tick_ms = 20;
  expect(info.start_time_unix_ms).toBeGreaterThanOrEqual(before - tick_ms);
  expect(info.start_time_unix_ms).toBeLessThanOrEqual(after + tick_ms);
  expect(info.elapsed_seconds).toBeLessThanOrEqual((after - before + tick_ms) / 1000);
  await until('it is older', () => (look(job).elapsed_seconds ?? 0) > (info.elapsed_seconds ?? Infinity));
  expect(look(process.pid).start_time_unix_ms).toBeLessThan(info.start_time_unix_ms ?? 0);
});

test('a child of node:child_process is described too', async () => {
  const child = spawn(idle[0] as string, ['one']);
  // The system lets Node go on a moment before the new program's arguments are in place.
  await until('it has its arguments', () => look(child.pid ?? 0).cmdline?.length !== 0);
  expect(look(child.pid ?? 0)).toMatchObject({ ppid: process.pid, cmdline: [idle[0], 'one'] });
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('env and cwd are there only when asked for', async () => {
  const cwd = scratchFolder();
  const { job } = await startReady({ argv: [program('sleeper')], cwd, env: { SHOWN: 'a=b c', EMPTY: '' } });
  const plain = look(job);
  expect(plain).not.toHaveProperty('env');
  expect(plain).not.toHaveProperty('cwd');
  expect(look(job, { include_cwd: true }).cwd?.replace(/\\$/, '')).toBe(cwd);
  const { env } = look(job, { include_env: true });
  expect(env).toMatchObject({ SHOWN: 'a=b c', EMPTY: '' });
  expect(look(job, { include_env: true })).not.toHaveProperty('cwd');
});

test('cmdline can be left out', () => {
  expect(look(process.pid, { include_cmdline: false }).cmdline).toBeNull();
});

test('all threads of a program are counted', async () => {
  const { job } = await startReady({ argv: [program('threads'), '7'] });
  expect(look(job).thread_count).toBe(8);
});

test('a pid that nobody has is ESRCH', async () => {
  const job = start({ argv: exits(0) });
  await waitPid(job);
  await forgotten(job.pid);
  expect(refusalOf(job.pid)).toMatchObject({ code: 'ESRCH', pid: job.pid });
  expect(refusalOf(job)).toMatchObject({ code: 'ESRCH', pid: job.pid });
  expect(refusalOf(2 ** 31 - 1)).toMatchObject({ code: 'ESRCH', pid: 2 ** 31 - 1 });
});

test("a thread's number is no process", async () => {
  const { line } = await startReady({ argv: [program('threads'), '1'] });
  const thread = Number(line.split(' ')[1]);
  expect(refusalOf(thread)).toMatchObject({ code: 'ESRCH', pid: thread });
});
