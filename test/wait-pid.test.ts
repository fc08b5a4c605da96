import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type ProcessRef, spawnInGroup, terminateTree, type WaitPidOptions, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { leastTime } from './helpers/least-time.js';
import { atPace } from './helpers/pace.js';
import { copies, exits, idle } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

async function wait(ref: ProcessRef, options: WaitPidOptions = {}) {
  const result = await waitPid(ref, options);
  expectValid('wait-pid-result', result);
  return result;
}

const exiting = (code: number) => start({ argv: exits(code) });
const sleeper = () => start({ argv: idle });

test.each([0, 1, 42, 127, 255])('the exit code of a child is told: %i', async (code) => {
  const job = exiting(code);
  const expected = { pid: job.pid, identity: job.identity, exited: true, timed_out: false, warnings: [] };
  expect(await wait(job)).toMatchObject({ ...expected, exit_code: code, signal: null, exit_code_source: 'child' });
});

test('a child is waited for by its record, by a copy of that, by its pid and by an earlier result', async () => {
  const job = exiting(5);
  const first = await wait(job);
  for (const ref of [job, job.pid, JSON.parse(JSON.stringify(job)), { pid: job.pid, identity: job.identity }, first]) {
    expect(await wait(ref)).toMatchObject({ exit_code: 5, exit_code_source: 'child', identity: job.identity });
  }
});

test('a child that was reaped long ago, before hundreds of others, still tells its exit code', async () => {
  const job = exiting(42);
  await wait(job);
  for (let round = 0; round < 10; round++) {
    const others = Array.from({ length: system.many / 10 }, () => spawnInGroup({ argv: exits(0) }));
    await Promise.all(others.map((other) => wait(other)));
  }
  expect(await wait(job)).toMatchObject({ exit_code: 42, exit_code_source: 'child' });
  expect(await wait(job.pid, { timeout_ms: 0 })).toMatchObject({ exit_code: 42, exit_code_source: 'child' });
});

test('a child that nobody waits for is reaped all the same', async () => {
  const job = exiting(3);
  await until('it has ended', () => !system.isAlive(job.pid));
  expect(await wait(job)).toMatchObject({ exit_code: 3, exit_code_source: 'child' });
});

test('many waits on one process all get its end', async () => {
  const job = sleeper();
  const waits = Array.from({ length: 200 }, (_, index) => wait(index % 2 === 0 ? job : job.pid));
  await terminateTree(job, { signal: 'SIGKILL' });
  const results = await Promise.all(waits);
  for (const result of results) expect(result).toMatchObject({ exited: true, ...system.killed });
});

test('a time-out is a result, in time, and the process lives on', async () => {
  const job = sleeper();
  const expected = { exited: false, timed_out: true, exit_code: null, signal: null, exit_code_source: 'none' };
  const took = await leastTime(async () => {
    const result = await wait(job, { timeout_ms: 120 });
    expect(result).toMatchObject({ ...expected, pid: job.pid, identity: job.identity, warnings: [] });
  });
  expect(took).toBeGreaterThanOrEqual(119);
  expect(took).toBeLessThan(atPace(400));
  expect(system.isAlive(job.pid)).toBe(true);
});

test('a time-out of zero only looks', async () => {
  const job = sleeper();
  const took = await leastTime(async () => {
    expect(await wait(job, { timeout_ms: 0 })).toMatchObject({ exited: false, timed_out: true });
  });
  expect(took).toBeLessThan(atPace(200));
  await terminateTree(job, { signal: 'SIGKILL' });
  expect(await wait(job, { timeout_ms: 0 })).toMatchObject({ exited: true, timed_out: false });
});

test('time-outs of many waits come in their own order, and leave the others alone', async () => {
  const job = sleeper();
  const order: { from: number; to: number }[] = [];
  const waits = [90, 30, 60].map(async (timeout_ms) => {
    const from = performance.now() + timeout_ms;
    const waiting = wait(job, { timeout_ms });
    const due = { from, to: performance.now() + timeout_ms };
    expect(await waiting).toMatchObject({ timed_out: true });
    order.push(due);
  });
  const last = wait(job, { timeout_ms: 2 ** 31 - 1 });
  await Promise.all(waits);
  expect(order).toHaveLength(3);
  // Whoever is held up between two calls has asked for other times than these: in none is a later one due before.
  for (const [at, { from }] of order.entries()) {
    for (const later of order.slice(at + 1)) expect(later.to).toBeGreaterThanOrEqual(from);
  }
  await terminateTree(job, { signal: 'SIGKILL' });
  expect(await last).toMatchObject({ exited: true, timed_out: false });
});

test('the event loop goes on while a wait is pending', async () => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const job = start({ argv: copies, stdin: 'pipe', stdout: 'ignore' });
  const waiting = wait(job);
  delay.enable();
  await until('the loop has turned often', () => delay.count > 50);
  delay.disable();
  // What a wait costs it costs in each turn; what the machine does otherwise, in one or another.
  expect(delay.percentile(50) / 1e6).toBeLessThan(atPace(100));
  job.stdin?.end();
  expect(await waiting).toMatchObject({ exit_code: 0 });
});
