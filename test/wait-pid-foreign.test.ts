import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { capabilities, getProcess, type ProcessRef, type WaitPidOptions, waitPid } from 'reeve';
import { expect, type TestContext, test } from 'vitest';
import { startFoster } from './helpers/foster.js';
import { start } from './helpers/jobs.js';
import { readStat } from './helpers/proc.js';
import { expectValid } from './helpers/schemas.js';

async function wait(ref: ProcessRef, options: WaitPidOptions = {}) {
  const result = await waitPid(ref, options);
  expectValid('wait-pid-result', result);
  return result;
}

function needsExitInfo(ctx: TestContext) {
  if (!capabilities().exit_info) ctx.skip("this kernel tells no exit codes of other programs' children");
}

test.each([
  [0, { exit_code: 0, signal: null }],
  [42, { exit_code: 42, signal: null }],
  [255, { exit_code: 255, signal: null }],
  [-15, { exit_code: null, signal: 'SIGTERM' }],
  [-9, { exit_code: null, signal: 'SIGKILL' }],
])("the kernel tells how another program's child ended: %i", async (how, expected) => {
  const foster = await startFoster(how);
  const { identity } = getProcess(foster.child);
  const waits = [wait(foster.child), wait({ pid: foster.child, identity })];
  await foster.endAndReap();
  for (const result of await Promise.all(waits)) {
    const source = capabilities().exit_info ? { exit_code_source: 'kernel', ...expected } : { exited: true };
    expect(result).toMatchObject({ exited: true, timed_out: false, identity, ...source });
  }
});

test("another program's child that became a zombie before it is reaped is told by the kernel", async (ctx) => {
  needsExitInfo(ctx);
  const foster = await startFoster(6);
  const result = wait(foster.child);
  await foster.end();
  await foster.reap();
  const { exit_code, exit_code_source } = await result;
  expect(exit_code).toBe(6);
  expect(['kernel', 'procfs']).toContain(exit_code_source);
});

test.each([
  [0, { exit_code: 0, signal: null }],
  [42, { exit_code: 42, signal: null }],
  [-9, { exit_code: null, signal: 'SIGKILL' }],
])('a zombie that nobody reaps tells how it ended: %i', async (how, expected) => {
  const foster = await startFoster(how);
  const record = getProcess(foster.child);
  const early = wait(record);
  await foster.end();
  expect(await early).toMatchObject({ exited: true, exit_code_source: 'procfs', ...expected });
  // Asked again, and for the first time only now that it is a zombie.
  expect(await wait(foster.child)).toMatchObject({ exited: true, exit_code_source: 'procfs', ...expected });
  expect(readStat(foster.child)?.state).toBe('Z');
});

test('a zombie of a user without rights tells its exit code 0 to that user', async (ctx) => {
  if (process.geteuid?.() !== 0) ctx.skip('only root can start a process as another user');
  const foster = await startFoster(0, { uid: 65534, gid: 65534 });
  await foster.end();
  expect(await wait(foster.child)).toMatchObject({ exited: true, exit_code: 0, exit_code_source: 'procfs' });
});

test('a child of node:child_process is waited for, and node gets its exit code all the same', async () => {
  const child = spawn('sh', ['-c', 'read -r line; exit 9'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const exit = once(child, 'exit');
  const result = wait(child.pid ?? 0);
  child.stdin.end();
  expect(await exit).toEqual([9, null]);
  expect(await result).toMatchObject({ exited: true });
  if (capabilities().exit_info) expect(await result).toMatchObject({ exit_code: 9, exit_code_source: 'kernel' });
});

test('how a foreign process ended is remembered for those who waited', async (ctx) => {
  needsExitInfo(ctx);
  const foster = await startFoster(4);
  const record = getProcess(foster.child);
  const first = wait(record);
  await foster.endAndReap();
  expect(await first).toMatchObject({ exit_code: 4, exit_code_source: 'kernel' });
  expect(await wait(record)).toMatchObject({ exit_code: 4, exit_code_source: 'kernel' });
});

test('a bare pid that nobody has and no child had is ESRCH', async () => {
  const foster = await startFoster(0);
  await foster.endAndReap();
  await expect(waitPid(foster.child)).rejects.toMatchObject({ name: 'ReeveError', code: 'ESRCH', pid: foster.child });
  await expect(waitPid(2 ** 31 - 1, { timeout_ms: 0 })).rejects.toMatchObject({ code: 'ESRCH' });
});

test('a record of a process that ended unseen is exited, and how is not made up', async () => {
  const foster = await startFoster(0);
  const record = getProcess(foster.child);
  await foster.endAndReap();
  const expected = { exited: true, exit_code: null, signal: null, exit_code_source: 'unknown' };
  const { pid, identity, start_time_unix_ms } = record;
  expect(await wait(record)).toMatchObject({ ...expected, identity, warnings: [expect.any(String)] });
  expect(await wait({ pid, start_time_unix_ms })).toMatchObject({ ...expected, identity: null });
});

test('waiting for this process itself needs an end of its own', async () => {
  const refusal = { code: 'ERR_INVALID_ARG', message: expect.stringContaining('timeout_ms') };
  await expect(waitPid(process.pid)).rejects.toMatchObject(refusal);
  await expect(waitPid({ pid: process.pid }, {})).rejects.toMatchObject(refusal);
  expect(await wait(process.pid, { timeout_ms: 20 })).toMatchObject({ exited: false, timed_out: true });
  await expect(waitPid(process.pid, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
    name: 'TimeoutError',
  });
});

test('waiting for an ancestor is possible', async () => {
  expect(await wait(process.ppid, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
  expect(await wait(1, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
});

test('a stopped process has not ended', async () => {
  const job = start({ argv: ['sleep', '1000'] });
  process.kill(job.pid, 'SIGSTOP');
  expect(await wait(job, { timeout_ms: 50 })).toMatchObject({ exited: false, timed_out: true });
});
