import { getEventListeners } from 'node:events';
import { terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { startFoster } from './helpers/foster.js';
import { start } from './helpers/jobs.js';
import { exits, idle } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

const sleeper = () => start({ argv: idle });

test('a signal that was aborted before refuses the wait with its reason', async () => {
  const job = sleeper();
  const reason = new Error('not wanted any more');
  await expect(waitPid(job, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(waitPid(job, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(system.isAlive(job.pid)).toBe(true);
});

test('a signal that is aborted during the wait ends the wait and not the process', async () => {
  const job = sleeper();
  const controller = new AbortController();
  const reason = { not: 'even an error' };
  const wait = waitPid(job, { signal: controller.signal });
  setImmediate(() => controller.abort(reason));
  await expect(wait).rejects.toBe(reason);
  expect(system.isAlive(job.pid)).toBe(true);
});

test('other waits on the same process go on', async () => {
  const job = sleeper();
  const controller = new AbortController();
  const aborted = waitPid(job, { signal: controller.signal });
  const kept = waitPid(job);
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  await terminateTree(job, { signal: 'SIGKILL' });
  const result = await kept;
  expectValid('wait-pid-result', result);
  expect(result).toMatchObject({ exited: true, ...system.killed });
});

test('AbortSignal.timeout rejects, where timeout_ms resolves', async () => {
  const job = sleeper();
  await expect(waitPid(job, { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ name: 'TimeoutError' });
  const result = await waitPid(job, { signal: AbortSignal.timeout(10_000), timeout_ms: 30 });
  expect(result).toMatchObject({ timed_out: true });
});

test('an abort after the end changes nothing, and no listener stays behind', async () => {
  const job = start({ argv: exits(0) });
  const controller = new AbortController();
  const result = await waitPid(job, { signal: controller.signal });
  expect(result).toMatchObject({ exited: true, exit_code: 0 });
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  controller.abort();
  await waitPid(job, { signal: new AbortController().signal });
});

test('thousands of aborted waits on a process of another parent leave no pin behind', async () => {
  const foster = await startFoster(0);
  const before = system.openHandles();
  for (let round = 0; round < 20; round++) {
    const controllers = Array.from({ length: 100 }, () => new AbortController());
    const waits = Promise.allSettled(controllers.map(({ signal }) => waitPid(foster.child, { signal })));
    for (const controller of controllers) controller.abort();
    expect((await waits).every(({ status }) => status === 'rejected')).toBe(true);
  }
  await until('every pin is closed', () => system.openHandles() <= before);
  await foster.endAndReap();
});
