import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { getProcess, waitPid, waitPidSync } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from '../helpers/foster.js';
import { start } from '../helpers/jobs.js';
import { exits, idle, program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { system } from '../helpers/system.js';

const codes = [0, 1, 255, 256, 259, 0x7fffffff, 0x80000000, 0xc000013a, 0xffffffff];

test.each(codes)('a child ends with %d', async (code) => {
  const job = start({ argv: exits(code) });
  const result = await waitPid(job);
  expectValid('wait-pid-result', result);
  expect(result).toMatchObject({
    exited: true,
    exit_code: code,
    signal: null,
    exit_code_source: 'child',
    warnings: [],
  });
  expect(waitPidSync(job)).toMatchObject({ exit_code: code });
});

test.each(codes)("somebody else's process ends with %d", async (code) => {
  const foster = await startFoster(code);
  const result = waitPid(getProcess(foster.child));
  await foster.endAndReap();
  expectValid('wait-pid-result', await result);
  expect(await result).toMatchObject({ exited: true, exit_code: code, signal: null, exit_code_source: 'kernel' });
});

test('259 is STILL_ACTIVE, and an exit code like any other: who runs has not ended, who ended with it has', async () => {
  const running = start({ argv: idle });
  expect(await waitPid(running, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
  const foster = await startFoster(259);
  const record = getProcess(foster.child);
  await foster.end();
  expect(await waitPid(record)).toMatchObject({ exited: true, exit_code: 259 });
  await foster.reap();
});

test('a program that crashes ends with the number of its exception', async () => {
  expect(await waitPid(start({ argv: [program('crash')] }))).toMatchObject({ exit_code: 0xc0000005, signal: null });
});

test('a process that somebody holds after its end still tells how it ended', async () => {
  const foster = await startFoster(7);
  const record = getProcess(foster.child);
  await foster.end();
  expect(system.isAlive(foster.child)).toBe(false);
  expect(await waitPid(record)).toMatchObject({ exited: true, exit_code: 7, identity: record.identity });
  await foster.reap();
});

test('a process that Node killed ends with 1', async () => {
  const child = spawn(idle[0] as string);
  const exit = once(child, 'exit');
  const result = waitPid(child.pid as number);
  child.kill('SIGKILL');
  await exit;
  expect(await result).toMatchObject({ exited: true, exit_code: 1, signal: null });
});
