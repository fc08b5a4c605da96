import { monitorEventLoopDelay } from 'node:perf_hooks';
import { spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';

test('while 50 jobs wait to end the event loop stands still for no longer than it takes to start one', async () => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const jobs = Array.from({ length: 50 }, () => spawnInGroup({ argv: ['sleep', '0.3'] }));
  const waits = jobs.map((job) => waitPid(job));
  await new Promise(setImmediate);
  delay.enable();
  await Promise.all(waits);
  delay.disable();
  // Other programs share the cores, so this is no measurement: it fails where something waits in the loop.
  expect(delay.percentile(90) / 1e6).toBeLessThan(atPace(20));
});

/** The median time in ms that one start holds the caller up, in a program with this much touched memory. */
async function medianBlocked(reeve: typeof import('reeve'), input: { path: string; megabytes: number }) {
  const block = Buffer.alloc(input.megabytes * 1024 * 1024, 1);
  const times: number[] = [];
  for (let at = 0; at < 40; at++) {
    const began = process.hrtime.bigint();
    const job = reeve.spawnInGroup({ argv: [input.path], stdout: 'ignore' });
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    await reeve.terminateTree(job, { signal: 'SIGKILL' });
  }
  const rss = process.memoryUsage().rss / 1024 / 1024;
  return { median: times.sort((a, b) => a - b)[20] as number, rss: block[0] === 1 ? rss : 0 };
}

test('a program with 1 GB of memory is held up no longer by a start than a small one', async () => {
  const path = program('sleeper');
  const { answer: small } = await inChild(medianBlocked, { path, megabytes: 1 });
  const { answer: large } = await inChild(medianBlocked, { path, megabytes: 1024 });
  expect(large.rss).toBeGreaterThan(1000);
  expect(large.median / small.median, `${large.median} ms to ${small.median} ms`).toBeLessThan(3);
});
