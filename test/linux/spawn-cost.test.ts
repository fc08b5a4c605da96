import { spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { watchStalls } from './helpers/loop-turns.js';

test('while 50 jobs wait to end the event loop stands still for no longer than it takes to start one', async () => {
  const jobs = Array.from({ length: 50 }, () => spawnInGroup({ argv: ['sleep', '0.3'] }));
  const waits = jobs.map((job) => waitPid(job));
  await new Promise(setImmediate);
  const stalled = watchStalls(atPace(20));
  await Promise.all(waits);
  // This is no measurement: it fails where something waits in the loop.
  expect(stalled(), 'share of the time').toBeLessThan(0.2);
});

/** The least time in ms that one of 40 starts holds the caller up, in a program with this much touched memory. */
async function leastBlocked(reeve: typeof import('reeve'), input: { path: string; megabytes: number }) {
  const block = Buffer.alloc(input.megabytes * 1024 * 1024, 1);
  const times: number[] = [];
  for (let at = 0; at < 40; at++) {
    const began = process.hrtime.bigint();
    const job = reeve.spawnInGroup({ argv: [input.path], stdout: 'ignore' });
    times.push(Number(process.hrtime.bigint() - began) / 1e6);
    await reeve.terminateTree(job, { signal: 'SIGKILL' });
  }
  const rss = process.memoryUsage().rss / 1024 / 1024;
  return { least: Math.min(...times), rss: block[0] === 1 ? rss : 0 };
}

test('a program with 1 GB of memory is held up no longer by a start than a small one', async () => {
  const path = program('sleeper');
  const { answer: small } = await inChild(leastBlocked, { path, megabytes: 1 });
  const { answer: large } = await inChild(leastBlocked, { path, megabytes: 1024 });
  expect(large.rss).toBeGreaterThan(1000);
  // Memory would cost every start; other programs don't hold up each of them.
  expect(large.least / small.least, `${large.least} ms to ${small.least} ms`).toBeLessThan(3);
});
