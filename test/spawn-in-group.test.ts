import { capabilities, getProcess, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from './helpers/end-tree.js';
import { start, startReady } from './helpers/jobs.js';
import { exits, idle, program } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';

test('the machine is described, and has the kinds of containment that it is known for', () => {
  const can = capabilities();
  expectValid('capabilities', can);
  expect(can).toMatchObject({ platform: process.platform, warnings: [] });
  expect(system.containments).toEqual(expect.arrayContaining(can.containments));
});

test('the record agrees with what others say of the process', async () => {
  const { job } = await startReady({ argv: [program('sleeper')] });
  expect(job).toMatchObject({ platform: process.platform, warnings: [] });
  expect(system.parentOf(job.pid)).toBe(process.pid);
  expect(system.childrenOf(process.pid)).toContain(job.pid);
  expect(job.identity).toBe(getProcess(job.pid).identity);
  // By the wall clock, which is read anew each time.
  expect(Math.abs(Number(job.start_time_unix_ms) - Number(getProcess(job.pid).start_time_unix_ms))).toBeLessThan(5);
});

test('auto takes the kind that capabilities names', () => {
  const job = start({ argv: idle, containment: 'auto' });
  expect(job.containment.kind).toBe(capabilities().default_containment);
  expect(start({ argv: idle }).containment.kind).toBe(job.containment.kind);
});

test('two jobs have tokens and identities of their own', () => {
  const [one, two] = [start({ argv: idle }), start({ argv: idle })];
  expect(one.identity).not.toBe(two.identity);
  expect(one.containment.cookie).toMatch(/^[0-9a-f]{24}$/);
  expect(one.containment.cookie).not.toBe(two.containment.cookie);
});

test('a job that ends is let go although nobody waits for it', async () => {
  const job = start({ argv: exits(0) });
  await until('nothing is left of it', () => !system.childrenOf(process.pid).includes(job.pid));
});

test('a job is no child that Node knows of, and its exit is told to waitPid alone', async () => {
  const job = start({ argv: exits(7) });
  expect(await waitPid(job)).toMatchObject({ exited: true, exit_code: 7, signal: null, exit_code_source: 'child' });
});

test('the record survives JSON and still leads to the job', async () => {
  const { job } = await startReady({ argv: [program('sleeper')] });
  const ended = await endTree(JSON.parse(JSON.stringify(job)), { signal: 'SIGKILL' });
  expect(ended).toMatchObject({ exited: true, tree_kill_reliability: job.tree_kill_reliability });
  expect(system.isAlive(job.pid)).toBe(false);
});

test('a start opens nothing in this program that stays open', async () => {
  const round = async () => {
    const job = start({ argv: idle });
    await endTree(job, { signal: 'SIGKILL' });
    await waitPid(job);
  };
  await round();
  const before = system.openHandles();
  for (let count = 0; count < 10; count++) await round();
  // A few are the threads' of the system's own pool.
  await until('everything is closed', () => system.openHandles() <= before + 5);
});
