import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { capabilities, getProcess, type ProcessRef, type WaitPidOptions, waitPid } from 'reeve';
import { expect, type TestContext, test } from 'vitest';
import { forgotten } from './helpers/forgotten.js';
import { startFoster } from './helpers/foster.js';
import { exits } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';

async function wait(ref: ProcessRef, options: WaitPidOptions = {}) {
  const result = await waitPid(ref, options);
  expectValid('wait-pid-result', result);
  return result;
}

function needsExitInfo(ctx: TestContext) {
  if (!capabilities().exit_info) ctx.skip("this kernel tells no exit codes of other programs' children");
}

test.each([0, 42, 255])("the kernel tells how another program's child ended: %i", async (how) => {
  const foster = await startFoster(how);
  const { identity } = getProcess(foster.child);
  const waits = [wait(foster.child), wait({ pid: foster.child, identity })];
  await foster.endAndReap();
  const told = capabilities().exit_info ? { exit_code: how, signal: null, exit_code_source: 'kernel' } : {};
  for (const result of await Promise.all(waits)) {
    expect(result).toMatchObject({ exited: true, timed_out: false, identity, ...told });
  }
});

test("another program's child that has ended before it is let go is told by the kernel", async (ctx) => {
  needsExitInfo(ctx);
  const foster = await startFoster(6);
  const result = wait(foster.child);
  await foster.end();
  await foster.reap();
  const { exit_code, exit_code_source } = await result;
  expect(exit_code).toBe(6);
  expect(['kernel', 'procfs']).toContain(exit_code_source);
});

test('a child of node:child_process is waited for, and node gets its exit code all the same', async () => {
  const [command, ...args] = exits(9, 200) as [string, ...string[]];
  const child = spawn(command, args, { stdio: 'ignore' });
  const exit = once(child, 'exit');
  const result = wait(child.pid ?? 0);
  expect(await exit).toEqual([9, null]);
  expect(await result).toMatchObject({ exited: true });
  if (!capabilities().exit_info) return;
  // Where node is slow to reap it, the zombie is asked.
  expect(await result).toMatchObject({ exit_code: 9, exit_code_source: expect.toBeOneOf(['kernel', 'procfs']) });
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
  await forgotten(foster.child);
  await expect(waitPid(foster.child)).rejects.toMatchObject({ name: 'ReeveError', code: 'ESRCH', pid: foster.child });
  await expect(waitPid(2 ** 31 - 1, { timeout_ms: 0 })).rejects.toMatchObject({ code: 'ESRCH' });
});

test('a record of a process that ended unseen is exited, and how is not made up', async () => {
  const foster = await startFoster(0);
  const record = getProcess(foster.child);
  await foster.endAndReap();
  await forgotten(foster.child);
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
});
