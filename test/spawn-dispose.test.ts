import { type SpawnedInGroup, spawnInGroup, terminateTree, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { startHeld } from './helpers/held.js';
import { firstLine, start } from './helpers/jobs.js';
import { copies, exits, idle, program } from './helpers/programs.js';
import { system } from './helpers/system.js';

describe.each(system.containments)('in a %s', (containment) => {
  test('a job ends with the scope it was made in', async () => {
    let left: SpawnedInGroup;
    {
      await using job = spawnInGroup({ argv: [program('tree'), '2', '1'], stdout: 'pipe', containment });
      await firstLine(job.stdout);
      expect(system.isAlive(job.pid)).toBe(true);
      left = job;
    }
    expect(await terminateTree(left, { dry_run: true })).toMatchObject({ exited: true, survivors: [] });
    expect(await waitPid(left)).toMatchObject({ exited: true });
  });

  test('a job ends also when the scope is left by an error, which stays that error', async () => {
    const wrong = new Error('wrong');
    let pid = 0;
    const scope = async () => {
      await using job = spawnInGroup({ argv: idle, containment });
      pid = job.pid;
      throw wrong;
    };
    await expect(scope()).rejects.toBe(wrong);
    expect(system.isAlive(pid)).toBe(false);
  });

  test('what the first process left behind ends too', async () => {
    const { job, pids, gone } = await startHeld({ argv: [program('orphans'), '2'], containment });
    await waitPid(job);
    expect(pids.filter(system.isAlive)).toHaveLength(2);
    await job[Symbol.asyncDispose]();
    expect(pids.filter(system.isAlive)).toEqual([]);
    await gone;
  });

  test('a job that is gone already is no fault and costs no grace, once or more often', async () => {
    const job = start({ argv: exits(0), containment });
    await waitPid(job);
    const began = performance.now();
    await job[Symbol.asyncDispose]();
    await Promise.all([job[Symbol.asyncDispose](), job[Symbol.asyncDispose]()]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

test('the pipes are closed, also those that nobody read', async () => {
  const job = spawnInGroup({ argv: idle, stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
  await job[Symbol.asyncDispose]();
  expect([job.stdin?.closed, job.stdout?.closed, job.stderr?.closed]).toEqual([true, true, true]);
});

test('a program that is held up by output that nobody read is ended without it', async () => {
  const job = spawnInGroup({ argv: copies, stdin: 'pipe', stdout: 'pipe' });
  job.stdin?.on('error', () => {});
  job.stdin?.write(Buffer.alloc(1_000_000));
  await job[Symbol.asyncDispose]();
  expect(system.isAlive(job.pid)).toBe(false);
  expect(job.stdout?.closed).toBe(true);
});

test('it does not show in keys, in JSON or in a copy', () => {
  const job = start({ argv: exits(0) });
  expect(Object.getOwnPropertyDescriptor(job, Symbol.asyncDispose)).toMatchObject({ enumerable: false });
  expect(Object.getOwnPropertySymbols({ ...job })).toEqual([]);
  expect(Symbol.dispose in job).toBe(false);
});
