import { getEventListeners } from 'node:events';
import { runWithTimeout } from 'reeve';
import { expect, test } from 'vitest';
import { exits, idle, program } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { run } from './helpers/run.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

test('a signal that was aborted before refuses the run with its reason, and nothing is started', async () => {
  const before = system.childrenOf(process.pid).length;
  const reason = { not: 'even an error' };
  await expect(run({ argv: idle }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(run({ argv: idle }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(system.childrenOf(process.pid).length).toBe(before);
});

test('a signal that is aborted during the run ends the tree, and the result says so', async () => {
  const controller = new AbortController();
  const ended = run({ argv: [program('tree'), '2', '1'], signal: 'SIGKILL' }, { signal: controller.signal });
  setImmediate(() => controller.abort());
  const result = await ended;
  expect(result).toMatchObject({ aborted: true, timed_out: false, ...system.killed, tree_exited: true, survivors: [] });
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

test('AbortSignal.timeout is an abort, timeout_ms a time-out', async () => {
  const config = { argv: idle, signal: 'SIGKILL' };
  expect(await run(config, { signal: AbortSignal.timeout(50) })).toMatchObject({ aborted: true, timed_out: false });
  const late = { signal: AbortSignal.timeout(60_000) };
  expect(await run({ ...config, timeout_ms: 50 }, late)).toMatchObject({ aborted: false, timed_out: true });
});

test('an abort after the end changes nothing, and no listener stays behind', async () => {
  const controller = new AbortController();
  const result = await run({ argv: exits(4) }, { signal: controller.signal });
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  controller.abort();
  expect(result).toMatchObject({ exit_code: 4, aborted: false });
});

test('an abort while a tree is ended because its time is over changes nothing', async () => {
  const config = { argv: [program('ignore_term')], signal: system.unheeded, timeout_ms: 50, grace_timeout_ms: 400 };
  const controller = new AbortController();
  const ended = run(config, { signal: controller.signal });
  const listeners = () => getEventListeners(controller.signal, 'abort').length;
  expect(listeners()).toBe(1);
  await until('its time is over, and no abort is heard of any more', () => listeners() === 0);
  controller.abort();
  expect(await ended).toMatchObject({ timed_out: true, aborted: false, escalated: true, tree_exited: true });
});

test('one signal calls off many runs', async () => {
  const controller = new AbortController();
  const runs = Array.from({ length: 8 }, () => run({ argv: idle, signal: 'SIGKILL' }, { signal: controller.signal }));
  setImmediate(() => controller.abort());
  expect((await Promise.all(runs)).every(({ aborted, tree_exited }) => aborted && tree_exited)).toBe(true);
});

test('what is no AbortSignal is refused', async () => {
  const config = { argv: idle, timeout_ms: 1000 };
  for (const options of [{ signal: 'SIGTERM' }, { signal: {} }, { timeout_ms: 5 }, null, 5]) {
    expect(await refusal(runWithTimeout, config, options)).toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG',
    });
  }
  const misplaced = await refusal(runWithTimeout, { ...config, signal: new AbortController().signal });
  expect(misplaced.message).toContain('second argument');
});
