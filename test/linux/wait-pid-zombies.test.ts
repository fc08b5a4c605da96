import { capabilities, getProcess, type ProcessRef, type WaitPidOptions, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { start } from '../helpers/jobs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { readStat } from './helpers/proc.js';
import { whileStopped } from './helpers/stopped.js';

async function wait(ref: ProcessRef, options: WaitPidOptions = {}) {
  const result = await waitPid(ref, options);
  expectValid('wait-pid-result', result);
  return result;
}

test.each([
  [-15, 'SIGTERM'],
  [-9, 'SIGKILL'],
])("the kernel tells by which signal another program's child ended: %i", async (how, signal) => {
  const foster = await startFoster(how);
  const remote = await Remote.start();
  const result = remote.call('waitPid', [foster.child], 'wait-pid-result');
  await remote.call('checkIdentity', [foster.child], 'identity-check');
  // Who looks before it is reaped is told by the zombie.
  await whileStopped(remote.pid, () => foster.endAndReap());
  const told = capabilities().exit_info ? { exit_code: null, signal, exit_code_source: 'kernel' } : {};
  expect(await result).toMatchObject({ exited: true, ...told });
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

test('a stopped process has not ended', async () => {
  const job = start({ argv: ['sleep', '1000'] });
  process.kill(job.pid, 'SIGSTOP');
  expect(await wait(job, { timeout_ms: 50 })).toMatchObject({ exited: false, timed_out: true });
});

test('waiting for the first process is possible', async () => {
  expect(await wait(1, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
});
